/**
 * Scenarios: steps chosen at random from a seed, by a model that knows what must come of them, played against a broker; what goes
 * another way is reduced to a script. See docs/scenarios.md.
 *
 * <p>Limits that all consumers of a channel share ({@code qos global}) are in the model and in scripts, but no scenario draws them: a
 * limit that is set or lifted while messages are under way is told to each queue by a process of its own on RabbitMQ, and whether a
 * delivery counts depends on who is first.
 */
@NullMarked
package dev.touchstone.suite.scenario;

import org.jspecify.annotations.NullMarked;
