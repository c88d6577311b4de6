package dev.touchstone.suite.rulebook;

/**
 * The written reason why a rule has no case yet.
 *
 * @param ruleId the rule
 * @param missing what would be needed to judge it
 * @param broughtBy the later work that brings it
 */
public record Waiver(String ruleId, String missing, String broughtBy) {}
