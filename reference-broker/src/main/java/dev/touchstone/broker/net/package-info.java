/**
 * Netty: octets in, octets out, one flush a turn, TLS. Decides nothing; what octets mean is the connection's business. Each handler belongs to the loop
 * that its socket is registered with. {@link dev.touchstone.broker.net.TurnTimes} tells how long loops were busy.
 */
@NullMarked
package dev.touchstone.broker.net;

import org.jspecify.annotations.NullMarked;
