package dev.touchstone.broker.queue;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.policy.EffectivePolicy;
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
 * @param deliveryLimit how often a message may come back to a quorum queue, or null: for ever (QUORUM-05)
 * @param keepsDeadLetters whether a quorum queue keeps its dead letters until they have arrived (QUORUM-10)
 * @param queueMode {@code lazy} or {@code default}, or null: nobody says (LAZY-01, LAZY-03)
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
        @Nullable String deadLetterRoutingKey,
        @Nullable Long deliveryLimit,
        boolean keepsDeadLetters,
        @Nullable String queueMode) {
    /** No such limit. */
    public static final long NONE = -1;

    private static final String AT_LEAST_ONCE = "at-least-once";

    /** The limits in a queue's arguments, which were validated before. */
    public static QueueLimits of(FieldTable arguments) {
        Overflow overflow = overflow(arguments.text("x-overflow"), arguments);
        return new QueueLimits(
                number(arguments, "x-message-ttl"),
                number(arguments, "x-expires"),
                number(arguments, "x-max-length"),
                number(arguments, "x-max-length-bytes"),
                overflow == null ? Overflow.DROP_HEAD : overflow,
                (int) number(arguments, "x-max-priority"),
                arguments.get("x-single-active-consumer") instanceof FieldValue.Bool on && on.value(),
                arguments.text("x-dead-letter-exchange"),
                arguments.text("x-dead-letter-routing-key"),
                deliveryLimit(arguments.get("x-delivery-limit")),
                AT_LEAST_ONCE.equals(arguments.text("x-dead-letter-strategy")),
                arguments.text("x-queue-mode"));
    }

    /**
     * The same with what policies say: of numbers the smaller one counts, of the rest the argument (POLICY-05).
     *
     * @param declared the queue's own arguments, which tell a default from a choice
     */
    public QueueLimits under(EffectivePolicy policy, FieldTable declared) {
        if (policy.definition().isEmpty()) {
            return this;
        }
        Overflow byPolicy = declared.contains("x-overflow") ? null : overflow(policy.text("overflow"), declared);
        long limitByPolicy = policy.number("delivery-limit");
        return new QueueLimits(
                smaller(messageTtlMillis, policy.number("message-ttl")),
                smaller(expiresMillis, policy.number("expires")),
                smaller(maxLength, policy.number("max-length")),
                smaller(maxLengthBytes, policy.number("max-length-bytes")),
                byPolicy == null ? overflow : byPolicy,
                maxPriority,
                singleActiveConsumer,
                deadLetterExchange == null ? policy.text("dead-letter-exchange") : deadLetterExchange,
                deadLetterRoutingKey == null ? policy.text("dead-letter-routing-key") : deadLetterRoutingKey,
                deliveryLimit == null || limitByPolicy < 0
                        ? limitByPolicy < 0 ? deliveryLimit : (Long) limitByPolicy
                        : (Long) Math.min(deliveryLimit, limitByPolicy),
                declared.contains("x-dead-letter-strategy")
                        ? keepsDeadLetters
                        : AT_LEAST_ONCE.equals(policy.text("dead-letter-strategy")),
                queueMode == null ? policy.text("queue-mode") : queueMode);
    }

    /** The same as a dialect has it: a limit for quorum queues that name none, a second level for priorities, no lazy mode. */
    public QueueLimits in(Dialect dialect, EffectivePolicy policy, FieldTable declared) {
        if (dialect == Dialect.RABBITMQ_3) {
            return this;
        }
        boolean isQuorum = "quorum".equals(declared.text("x-queue-type"));
        Long limit = deliveryLimit;
        if (limit == null && isQuorum) {
            // A policy that is no limit, -1, is one that says so.
            limit = policy.definition().containsKey("delivery-limit") ? (Long) Long.MAX_VALUE : dialect.deliveryLimit();
        } else if (limit != null && limit < 0) {
            limit = Long.MAX_VALUE;
        }
        return new QueueLimits(
                messageTtlMillis,
                expiresMillis,
                maxLength,
                maxLengthBytes,
                overflow,
                maxPriority == 0 ? 1 : maxPriority,
                singleActiveConsumer,
                deadLetterExchange,
                deadLetterRoutingKey,
                limit,
                keepsDeadLetters,
                dialect.hasMirrorsAndLazyQueues() ? queueMode : null);
    }

    /** Seen on 3.10.8: a quorum queue accepts reject-publish-dlx and drops its head all the same (QUORUM-08). */
    private static @Nullable Overflow overflow(@Nullable String wanted, FieldTable declared) {
        Overflow overflow = Overflow.named(wanted);
        boolean isQuorum = "quorum".equals(declared.text("x-queue-type"));
        return isQuorum && overflow == Overflow.REJECT_PUBLISH_DLX ? Overflow.DROP_HEAD : overflow;
    }

    /** Any value is accepted; only a number limits, but whatever stands there decides where returned messages go. */
    private static @Nullable Long deliveryLimit(@Nullable FieldValue wanted) {
        if (wanted instanceof FieldValue.Int number) {
            return number.value();
        }
        return wanted == null ? null : Long.MAX_VALUE;
    }

    private static long smaller(long one, long other) {
        return one < 0 || other < 0 ? Math.max(one, other) : Math.min(one, other);
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
