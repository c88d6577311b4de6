/** Placeholder. */
@NullMarked
package dev.touchstone.suite;

import org.jspecify.annotations.NullMarked;
