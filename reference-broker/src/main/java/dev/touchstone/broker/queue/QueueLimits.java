package dev.touchstone.broker.queue;

import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force for a queue, from its arguments and later its policies. {@link #NONE} stands for an absent number.
 *
 * @param messageTtlMillis time to live of each message, 0 to 315360000000
 * @param expiresMillis how long an unused queue lives, from 1
 * @param maxLength ready messages at most, from 0
 * @param maxLengthBytes octets of ready bodies at most, from 0
 * @param maxPriority highest priority level, 0 to 255; {@link #NONE} or 0 is one line for all
 * @param deadLetterExchange where dead messages go, or null: nowhere
 * @param deadLetterRoutingKey their key, or null: the original keys
 */
public record QueueLimits(
        long messageTtlMillis,
        long expiresMillis,
        long maxLength,
        long maxLengthBytes,
        Overflow overflow,
        int maxPriority,
        boolean singleActiveConsumer,
        @Nullable String deadLetterExchange,
        @Nullable String deadLetterRoutingKey) {
    /** No such limit. */
    public static final long NONE = -1;

    /** The limits in a queue's arguments, which were validated before. */
    public static QueueLimits of(FieldTable arguments) {
        Overflow overflow = Overflow.named(arguments.text("x-overflow"));
        if (overflow == Overflow.REJECT_PUBLISH_DLX && "quorum".equals(arguments.text("x-queue-type"))) {
            // Seen on 3.10.8: a quorum queue accepts the value and drops its head all the same (QUORUM-08).
            overflow = Overflow.DROP_HEAD;
        }
        return new QueueLimits(
                number(arguments, "x-message-ttl"),
                number(arguments, "x-expires"),
                number(arguments, "x-max-length"),
                number(arguments, "x-max-length-bytes"),
                overflow == null ? Overflow.DROP_HEAD : overflow,
                (int) number(arguments, "x-max-priority"),
                arguments.get("x-single-active-consumer") instanceof FieldValue.Bool on && on.value(),
                arguments.text("x-dead-letter-exchange"),
                arguments.text("x-dead-letter-routing-key"));
    }

    private static long number(FieldTable arguments, String name) {
        return arguments.get(name) instanceof FieldValue.Int number ? number.value() : NONE;
    }

    boolean limitsLength() {
        return maxLength >= 0 || maxLengthBytes >= 0;
    }

    boolean isExceededBy(long messages, long bytes) {
        return (maxLength >= 0 && messages > maxLength) || (maxLengthBytes >= 0 && bytes > maxLengthBytes);
    }
}
