/** Whole scenarios: what several clients do together, generated and judged by a model, and the scripts that once showed something. */
@NullMarked
package dev.touchstone.suite.cases.scenario;

import org.jspecify.annotations.NullMarked;
