package dev.touchstone.ci.kill.variant;

import dev.touchstone.broker.queue.Overflow;
import dev.touchstone.broker.queue.QueueLimits;

/** The limits of a queue with one of them changed. */
final class Limits {
    private Limits() {}

    static QueueLimits withoutTimeToLive(QueueLimits limits) {
        return new QueueLimits(
                QueueLimits.NONE,
                limits.expiresMillis(),
                limits.maxLength(),
                limits.maxLengthBytes(),
                limits.overflow(),
                limits.maxPriority(),
                limits.singleActiveConsumer(),
                limits.deadLetterExchange(),
                limits.deadLetterRoutingKey(),
                limits.deliveryLimit(),
                limits.keepsDeadLetters(),
                limits.queueMode());
    }

    static QueueLimits withoutDeadLetterKey(QueueLimits limits) {
        return new QueueLimits(
                limits.messageTtlMillis(),
                limits.expiresMillis(),
                limits.maxLength(),
                limits.maxLengthBytes(),
                limits.overflow(),
                limits.maxPriority(),
                limits.singleActiveConsumer(),
                limits.deadLetterExchange(),
                null,
                limits.deliveryLimit(),
                limits.keepsDeadLetters(),
                limits.queueMode());
    }

    static QueueLimits withoutSingleActiveConsumer(QueueLimits limits) {
        return new QueueLimits(
                limits.messageTtlMillis(),
                limits.expiresMillis(),
                limits.maxLength(),
                limits.maxLengthBytes(),
                limits.overflow(),
                limits.maxPriority(),
                false,
                limits.deadLetterExchange(),
                limits.deadLetterRoutingKey(),
                limits.deliveryLimit(),
                limits.keepsDeadLetters(),
                limits.queueMode());
    }

    /** A queue that refuses publishes when it is full drops its head instead. */
    static QueueLimits droppingTheHead(QueueLimits limits) {
        return new QueueLimits(
                limits.messageTtlMillis(),
                limits.expiresMillis(),
                limits.maxLength(),
                limits.maxLengthBytes(),
                Overflow.DROP_HEAD,
                limits.maxPriority(),
                limits.singleActiveConsumer(),
                limits.deadLetterExchange(),
                limits.deadLetterRoutingKey(),
                limits.deliveryLimit(),
                limits.keepsDeadLetters(),
                limits.queueMode());
    }
}
