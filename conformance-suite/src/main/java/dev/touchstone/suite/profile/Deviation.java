package dev.touchstone.suite.profile;

import dev.touchstone.suite.rulebook.Rule;
import java.net.URI;

/**
 * A declared difference between a broker and a rule.
 *
 * @param rule the rule that does not hold
 * @param seen what the broker does instead
 * @param reason why it does so, or what it is a consequence of
 * @param link where that can be read
 */
public record Deviation(Rule rule, String seen, String reason, URI link) {}
