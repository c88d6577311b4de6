package dev.touchstone.ci.kill.variant;

import dev.touchstone.broker.queue.Overflow;
import dev.touchstone.broker.queue.QueueLimits;
import org.jspecify.annotations.Nullable;

/** The limits of a queue with one of them changed. */
final class Limits {
    private Limits() {}

    static QueueLimits withoutTimeToLive(QueueLimits limits) {
        return with(
                limits,
                QueueLimits.NONE,
                limits.overflow(),
                limits.singleActiveConsumer(),
                limits.deadLetterRoutingKey());
    }

    static QueueLimits withoutDeadLetterKey(QueueLimits limits) {
        return with(limits, limits.messageTtlMillis(), limits.overflow(), limits.singleActiveConsumer(), null);
    }

    static QueueLimits withoutSingleActiveConsumer(QueueLimits limits) {
        return with(limits, limits.messageTtlMillis(), limits.overflow(), false, limits.deadLetterRoutingKey());
    }

    /** A queue that refuses publishes when it is full drops its head instead. */
    static QueueLimits droppingTheHead(QueueLimits limits) {
        return with(
                limits,
                limits.messageTtlMillis(),
                Overflow.DROP_HEAD,
                limits.singleActiveConsumer(),
                limits.deadLetterRoutingKey());
    }

    /** These limits, but for what some variant changes. */
    private static QueueLimits with(
            QueueLimits limits,
            long messageTtlMillis,
            Overflow overflow,
            boolean singleActiveConsumer,
            @Nullable String deadLetterRoutingKey) {
        return new QueueLimits(
                messageTtlMillis,
                limits.expiresMillis(),
                limits.maxLength(),
                limits.maxLengthBytes(),
                overflow,
                limits.maxPriority(),
                singleActiveConsumer,
                limits.deadLetterExchange(),
                deadLetterRoutingKey,
                limits.deliveryLimit(),
                limits.keepsDeadLetters(),
                limits.queueMode());
    }
}
