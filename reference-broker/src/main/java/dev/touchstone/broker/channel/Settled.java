package dev.touchstone.broker.channel;

import dev.touchstone.broker.queue.QueuedMessage;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was taken out of the outstanding ones.
 *
 * @param subscription the consumer it went to, or null for {@code basic.get}
 */
record Settled(long tag, QueuedMessage message, @Nullable Subscription subscription, long deliveredAtMillis) {}
