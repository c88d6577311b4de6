package dev.touchstone.broker.ledger;

import dev.touchstone.broker.message.Message;

/**
 * A message that was read back.
 *
 * @param expiresAt milliseconds since 1970, {@code Long.MAX_VALUE} for never
 * @param redelivered whether it was delivered before
 */
public record LoadedMessage(Message message, long position, long expiresAt, boolean redelivered) {}
