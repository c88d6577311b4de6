/** Placeholder. */
@NullMarked
package dev.touchstone.reports;

import org.jspecify.annotations.NullMarked;
