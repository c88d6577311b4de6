/** The end of a run as text for a terminal or a log. Owns its columns; colour comes from {@code Style} only. */
@NullMarked
package dev.touchstone.reports.console;

import org.jspecify.annotations.NullMarked;
