package dev.touchstone.broker.queue;

import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import org.jspecify.annotations.Nullable;

/**
 * A quorum queue of one member, as RabbitMQ 3.10 has them: it counts how often a message came back (QUORUM-04) and gives it up after too often
 * (QUORUM-05); it knows no exclusive consumers; it may keep its dead letters until somebody has them (QUORUM-10).
 */
public final class QuorumKind implements QueueKind {
    private static final String DELIVERY_COUNT = "x-delivery-count";

    private final boolean countsFirst;
    private long nextRank = Long.MIN_VALUE;
    private boolean refusing;
    private long letters;
    private long letterBytes;

    /** With {@code countsFirst}, a first delivery says that the message came back never; without, it says nothing. */
    QuorumKind(boolean countsFirst) {
        this.countsFirst = countsFirst;
    }

    /** Whether dead letters are kept until their targets have accepted them: asked for, and the queue refuses what is too much (QUORUM-10). */
    public boolean keepsLetters(QueueLimits limits) {
        return limits.keepsDeadLetters() && limits.overflow() == Overflow.REJECT_PUBLISH;
    }

    /** A dead letter of so many body octets is kept from now on. */
    public void letterKept(int octets) {
        letters++;
        letterBytes += octets;
    }

    /** A dead letter is kept no more. */
    public void letterGone(int octets) {
        letters--;
        letterBytes -= octets;
    }

    /** How many dead letters are kept: no consumer gets them, but they count as messages of the queue. */
    public long letters() {
        return letters;
    }

    /** It refuses after it is over the limit, so it holds one more than that, and until four fifths of the limit are left (QUORUM-08). */
    @Override
    public boolean refuses(QueueLimits limits, long count, long bytes, int size) {
        refusing = refusing
                ? !isBelow(limits.maxLength(), count + letters)
                        || !isBelow(limits.maxLengthBytes(), bytes + letterBytes)
                : limits.isExceededBy(count + letters, bytes + letterBytes);
        return refusing;
    }

    private static boolean isBelow(long limit, long used) {
        return limit < 0 || used <= limit * 4 / 5;
    }

    @Override
    public boolean refusesConsumer(ConsumerLine consumers, boolean exclusive) {
        return false;
    }

    @Override
    public Message shown(Message message, int returns) {
        if (returns == 0 && !countsFirst) {
            message.retain();
            return message;
        }
        BasicProperties properties = message.properties();
        FieldTable headers = properties.headers().with(DELIVERY_COUNT, FieldValue.Int.of((long) returns));
        return message.with(message.address(), properties.with(Property.HEADERS, headers), message.senderKeys());
    }

    @Override
    public void deliver(ConsumerSink to, Message message, int returns, @Nullable QueuedMessage handle) {
        Message shown = shown(message, returns);
        to.deliver(shown, returns > 0, handle);
        shown.release();
    }

    @Override
    public boolean isPoisoned(QueuedMessage message, QueueLimits limits) {
        Long limit = limits.deliveryLimit();
        return limit != null && message.returns() > limit;
    }

    @Override
    public boolean goesToFront(QueueLimits limits, boolean lost) {
        return lost || limits.deliveryLimit() != null;
    }

    @Override
    public long reserve(long ranks) {
        long first = nextRank;
        nextRank += ranks;
        return first;
    }

    /** Behind all others; or before all others, but behind those that were put there earlier. */
    @Override
    public void putBack(QueuedMessage message, ReadyStore ready, boolean toFront, long rank) {
        if (toFront) {
            message.rank(rank);
            ready.addReturned(message);
        } else {
            ready.add(message);
        }
    }
}
