package dev.touchstone.suite.scenario;

import dev.touchstone.suite.script.Script;

/**
 * Two brokers answer the same step in two ways.
 *
 * @param key what tells this sort of divergence from others: the step, and what each broker did, without names and numbers
 * @param rule the rule of the book that speaks of it, as far as that is known
 * @param script up to the step
 * @param first what came from the first broker
 * @param second what came from the second
 */
public record Divergence(String key, String rule, Script script, String first, String second) {}
