/**
 * The runner: it finds the cases, runs them on the JUnit Platform (Jupiter for cases, jqwik for properties, side by side), gives
 * each a lab, turns what happens into verdicts and reports progress. One {@link dev.touchstone.suite.run.Run} is active in a JVM
 * at a time.
 */
@NullMarked
package dev.touchstone.suite.run;

import org.jspecify.annotations.NullMarked;
