/** Placeholder. */
@NullMarked
package dev.touchstone.broker;

import org.jspecify.annotations.NullMarked;
