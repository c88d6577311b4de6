package dev.touchstone.broker.channel;

import dev.touchstone.broker.queue.Consumer;
import dev.touchstone.broker.wire.FieldTable;

/**
 * A consumer as listings show it.
 *
 * @param channel the number of its channel
 * @param prefetch deliveries outstanding at most, 0 is any number
 * @param active whether messages may go to it
 * @param singleActive whether its queue gives to one consumer at a time (QUEUE-24)
 */
public record ConsumerFacts(
        String queue,
        String tag,
        int channel,
        int prefetch,
        boolean noAck,
        boolean exclusive,
        boolean active,
        boolean singleActive,
        FieldTable arguments) {
    static ConsumerFacts of(Consumer consumer, int channel, int prefetch) {
        return new ConsumerFacts(
                consumer.queue().name(),
                consumer.tag(),
                channel,
                prefetch,
                consumer.noAck(),
                consumer.exclusive(),
                consumer.isActive(),
                consumer.queue().limits().singleActiveConsumer(),
                consumer.arguments());
    }
}
