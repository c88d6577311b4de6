/** Tests of the room of the same name. */
@NullMarked
package dev.touchstone.broker.connection;

import org.jspecify.annotations.NullMarked;
