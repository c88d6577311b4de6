package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.queue.Consumer;
import dev.touchstone.broker.queue.ConsumerSink;
import dev.touchstone.broker.queue.QueuedMessage;
import dev.touchstone.broker.wire.ShortString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A consumer as its channel sees it: the tag, the prefetch limit, and how much of it is used. */
final class Subscription implements ConsumerSink {
    private final Deliveries deliveries;
    private final String tag;
    private final byte[] tagOctets;
    private final int prefetch;
    private final boolean noAck;
    private int unacked;
    private int servedRound;
    private @Nullable Consumer consumer;

    /** A consumer with at most {@code prefetch} deliveries outstanding; 0: no limit. */
    Subscription(Deliveries deliveries, String tag, int prefetch, boolean noAck) {
        this.deliveries = deliveries;
        this.tag = tag;
        this.tagOctets = ShortString.encode(tag);
        this.prefetch = prefetch;
        this.noAck = noAck;
    }

    /** Names the queue's side of it, once. */
    void attach(Consumer queueSide) {
        consumer = queueSide;
    }

    /** Adds how listings show it, unless it is just being made. */
    void describe(int channel, List<ConsumerFacts> all) {
        if (consumer != null) {
            all.add(ConsumerFacts.of(consumer, channel, prefetch));
        }
    }

    String tag() {
        return tag;
    }

    /** The queue that it takes from. */
    String queueName() {
        Consumer queueSide = consumer;
        return queueSide == null ? "" : queueSide.queue().settings().name();
    }

    /** Those with the higher one are served first (CONS-05); 0 unless its consumer says otherwise. */
    long priority() {
        Consumer queueSide = consumer;
        return queueSide == null ? 0 : queueSide.priority();
    }

    /** A limit of the whole channel that is reached holds back those, too, that use up nothing of it. */
    @Override
    public boolean canTake() {
        return deliveries.isWritable()
                && (noAck || prefetch == 0 || unacked < prefetch)
                && deliveries.hasSharedRoom()
                && (deliveries.round() == 0 || deliveries.round() != servedRound);
    }

    @Override
    public void deliver(Message message, boolean redelivered, @Nullable QueuedMessage handle) {
        if (handle != null) {
            unacked++;
        }
        servedRound = deliveries.round();
        deliveries.deliver(this, tagOctets, message, redelivered, handle);
    }

    @Override
    public boolean hasSharedLimit() {
        return deliveries.hasSharedLimit();
    }

    @Override
    public void cancelled() {
        deliveries.cancelledByQueue(this);
    }

    /** Credit came back for so many deliveries. */
    void settled(int count) {
        unacked -= count;
    }

    /** Lets the queue ask again, if it gave this consumer up as blocked. */
    void resumeIfBlocked(long nowMillis) {
        Consumer queueSide = consumer;
        if (queueSide != null && queueSide.isBlocked()) {
            queueSide.resume(nowMillis);
        }
    }

    /** Credit came back and a message with it: the queue shall ask this consumer, too, who gets it. */
    void unblock() {
        Consumer queueSide = consumer;
        if (queueSide != null) {
            queueSide.unblock();
        }
    }

    void cancel(long nowMillis) {
        Consumer queueSide = consumer;
        if (queueSide != null) {
            queueSide.cancel(nowMillis);
        }
    }
}
