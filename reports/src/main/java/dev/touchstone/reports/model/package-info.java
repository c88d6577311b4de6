/**
 * The vocabulary of a run: rules, verdicts, cases and the result that holds them all. Immutable records that go to JSON and back
 * without loss; the owner of a value is whoever made it. Absent texts are empty, never null. Texts that came from a broker are
 * bounded here and escaped by the renderers.
 */
@NullMarked
package dev.touchstone.reports.model;

import org.jspecify.annotations.NullMarked;
