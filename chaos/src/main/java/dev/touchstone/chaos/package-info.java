/** Placeholder. */
@NullMarked
package dev.touchstone.chaos;

import org.jspecify.annotations.NullMarked;
