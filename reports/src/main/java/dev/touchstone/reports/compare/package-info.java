/** Two results side by side. Owns what counts as worse; the exit code 6 of the command line rests on it. */
@NullMarked
package dev.touchstone.reports.compare;

import org.jspecify.annotations.NullMarked;
