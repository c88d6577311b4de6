package dev.touchstone.broker.vhost;

import dev.touchstone.broker.message.Message;

/**
 * A message that waits in a delayed exchange.
 *
 * @param number counts the delayed messages of a virtual host; of those due at the same time the smaller one goes first (DELAY-06)
 * @param exchange the exchange it waits in; with exchange-to-exchange bindings another one than it was published to (DELAY-16)
 * @param dueAtMillis when it is routed, in milliseconds since 1970 on the broker's clock
 */
public record DelayedMessage(long number, String exchange, Message message, long dueAtMillis) {}
