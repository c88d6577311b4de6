/** Tests of the room of the same name. */
@NullMarked
package dev.touchstone.broker.channel;

import org.jspecify.annotations.NullMarked;
