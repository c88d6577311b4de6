/** The commands of {@code touchstone}: options in, words and exit codes out. The work is done by the modules behind. */
@NullMarked
package dev.touchstone.ci.cli;

import org.jspecify.annotations.NullMarked;
