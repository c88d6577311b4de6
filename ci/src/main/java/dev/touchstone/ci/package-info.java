/** Placeholder. */
@NullMarked
package dev.touchstone.ci;

import org.jspecify.annotations.NullMarked;
