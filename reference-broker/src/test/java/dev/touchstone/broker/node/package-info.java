/** The node and its local channel. */
@NullMarked
package dev.touchstone.broker.node;

import org.jspecify.annotations.NullMarked;
