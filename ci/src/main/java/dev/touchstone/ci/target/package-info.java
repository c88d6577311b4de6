/**
 * How a target is chosen by its name, and the embedded broker as a target: the only place where judge and judged meet, through
 * Java calls for administration and through a socket for everything that is judged.
 */
@NullMarked
package dev.touchstone.ci.target;

import org.jspecify.annotations.NullMarked;
