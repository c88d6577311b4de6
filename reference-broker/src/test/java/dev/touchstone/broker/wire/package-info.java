/** Tests of the room of the same name. */
@NullMarked
package dev.touchstone.broker.wire;

import org.jspecify.annotations.NullMarked;
