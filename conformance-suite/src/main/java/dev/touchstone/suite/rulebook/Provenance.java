package dev.touchstone.suite.rulebook;

/**
 * Where a rule comes from and how far it was checked.
 *
 * @param source the sources in the short form of the rule book, such as {@code spec §4.2.7; d:heartbeats}; {@link RuleExplainer} spells them out
 * @param levelNote for which part of the rule, or where, its level holds; empty when it holds for all of it
 * @param verification what live brokers showed
 */
public record Provenance(String source, String levelNote, Verification verification) {}
