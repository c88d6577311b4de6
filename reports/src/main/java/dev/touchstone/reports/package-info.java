/**
 * Words for verdicts and results, and their renderings. The root holds nothing; {@code model} is the vocabulary, every other
 * package is one rendering of a {@link dev.touchstone.reports.model.RunResult}. Nothing here knows a broker, a case or a command
 * line: whatever can fill in the model can be reported, also a result file that was stored years ago.
 */
@NullMarked
package dev.touchstone.reports;

import org.jspecify.annotations.NullMarked;
