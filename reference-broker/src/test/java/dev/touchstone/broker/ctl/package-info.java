/** Tests of the room of the same name. */
@NullMarked
package dev.touchstone.broker.ctl;

import org.jspecify.annotations.NullMarked;
