/**
 * Scenarios: steps chosen at random from a seed, by a model that knows what must come of them, played against a broker; what goes
 * another way is reduced to a script. See docs/scenarios.md.
 */
@NullMarked
package dev.touchstone.suite.scenario;

import org.jspecify.annotations.NullMarked;
