/**
 * A TCP proxy that understands AMQP frames and alters chosen ones. A {@link dev.touchstone.chaos.proxy.FrameProxy} owns its
 * listening socket and two threads for each connection; whoever starts it closes it.
 */
@NullMarked
package dev.touchstone.chaos.proxy;

import org.jspecify.annotations.NullMarked;
