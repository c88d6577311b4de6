/**
 * The command line and the glue that sees both judge and judged. Rooms: {@code cli} (one class for each command), {@code target}
 * (the embedded broker as a target, and how a target is chosen by its name), {@code kill} (planted bugs and which case kills
 * each). Nothing else in the project depends on this module.
 */
@NullMarked
package dev.touchstone.ci;

import org.jspecify.annotations.NullMarked;
