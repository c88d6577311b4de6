/**
 * Connections: negotiation as sealed phases, authentication, heartbeats, limits, blocking, the two ways to close. Pure: octets, timers and loops come
 * in as {@link dev.touchstone.broker.connection.Transport} and {@link dev.touchstone.broker.connection.Loop}. A connection lives on a lobby loop
 * until {@code connection.open} and on the loop of its virtual host afterwards.
 */
@NullMarked
package dev.touchstone.broker.connection;

import org.jspecify.annotations.NullMarked;
