/**
 * How a target is chosen by its name, and the embedded broker as a target: the only place where judge and judged meet. Java calls start,
 * stop and kill the broker; everything that is judged goes through sockets, administration over the management API, too.
 */
@NullMarked
package dev.touchstone.ci.target;

import org.jspecify.annotations.NullMarked;
