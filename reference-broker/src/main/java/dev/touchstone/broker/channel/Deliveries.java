package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Tally;
import dev.touchstone.broker.queue.QueuedMessage;
import dev.touchstone.broker.wire.BasicMethod;
import dev.touchstone.broker.wire.Methods;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a channel delivered: tags, outstanding deliveries, prefetch, consumers (CONS, ACK and QOS rules). */
final class Deliveries {
    private final Outlet outlet;
    private final Session session;
    private final int channel;
    private final ContentWriter writer;
    private final Tally tally;
    private final Unacked unacked = new Unacked();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>(4);
    private final List<String> cancelled = new ArrayList<>(0);
    private @Nullable Subscription lastServed;
    private long lastTag;
    private int consumerPrefetch;
    private int sharedPrefetch;
    private int sharedUsed;
    private int round;
    private int rounds;

    Deliveries(Outlet outlet, Session session, int channel, ContentWriter writer, Tally tally) {
        this.outlet = outlet;
        this.session = session;
        this.channel = channel;
        this.writer = writer;
        this.tally = tally;
    }

    /** How tracing names the channel. */
    Firehose.Who traced() {
        return new Firehose.Who(session.agreement().connectionName(), channel, session.userName());
    }

    Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    int consumerPrefetch() {
        return consumerPrefetch;
    }

    int sharedPrefetch() {
        return sharedPrefetch;
    }

    /** What is outstanding; settled by {@link Settler}. */
    Unacked unacked() {
        return unacked;
    }

    boolean isWritable() {
        return outlet.isWritable();
    }

    boolean hasSharedLimit() {
        return sharedPrefetch != 0;
    }

    boolean hasSharedRoom() {
        return sharedPrefetch == 0 || sharedUsed < sharedPrefetch;
    }

    /** The next delivery tag; tags grow by one over everything that carries one (CONS-10). */
    long nextTag() {
        return ++lastTag;
    }

    /** Sends one message to a consumer. */
    void deliver(
            Subscription to, byte[] tagOctets, Message message, boolean redelivered, @Nullable QueuedMessage handle) {
        long tag = nextTag();
        tally.delivered(handle == null, redelivered);
        lastServed = to;
        if (handle != null) {
            sharedUsed++;
            unacked.add(tag, handle, to, session.scope().nowMillis());
        }
        writer.deliver(tagOctets, tag, redelivered, message);
        Firehose firehose = session.scope().firehose();
        if (firehose != null) {
            firehose.delivered(message, redelivered, to.queueName(), traced());
        }
    }

    /** Sends the answer to {@code basic.get}. */
    void getOk(QueuedMessage message, boolean noAck, long messageCount, long nowMillis) {
        long tag = nextTag();
        tally.got(noAck, message.redelivered());
        Message shown = message.shown();
        writer.getOk(tag, message.redelivered(), shown, messageCount);
        Firehose firehose = session.scope().firehose();
        if (firehose != null) {
            firehose.delivered(
                    shown, message.redelivered(), message.queue().settings().name(), traced());
        }
        shown.release();
        if (noAck) {
            message.message().release();
        } else {
            unacked.add(tag, message, null, nowMillis);
        }
    }

    /** Takes a consumer off whose queue is gone, and tells a client that wants to know (CONS-09). */
    void cancelledByQueue(Subscription subscription) {
        if (subscriptions.remove(subscription.tag(), subscription)
                && session.agreement().cancelNotify()) {
            cancelled.add(subscription.tag());
            outlet.flushSoon();
        }
    }

    /** Sends the cancellations of this turn; they follow the answer to the method that caused them, as on RabbitMQ. */
    void beforeFlush() {
        for (String tag : cancelled) {
            Methods.writeFrame(outlet.out(), channel, new BasicMethod.Cancel(tag, true));
        }
        cancelled.clear();
    }

    /** {@code basic.qos} with global=false: for consumers started later; it also lifts the shared limit (QOS-06, QOS-07). */
    void limitEach(int prefetch, long nowMillis) {
        consumerPrefetch = prefetch;
        limitAll(0, nowMillis);
    }

    /** {@code basic.qos} with global=true: one limit for all consumers, in force at once. */
    void limitAll(int prefetch, long nowMillis) {
        sharedPrefetch = prefetch;
        resumeAll(nowMillis);
    }

    /** Lets every consumer of the channel be asked again, those after the one served last first: turns go on where they stopped. */
    void resumeAll(long nowMillis) {
        if (subscriptions.size() < 2) {
            for (Subscription only : List.copyOf(subscriptions.values())) {
                only.resumeIfBlocked(nowMillis);
            }
            return;
        }
        List<Subscription> inTurn = new ArrayList<>(subscriptions.values());
        Collections.rotate(inTurn, -(inTurn.indexOf(lastServed) + 1));
        if (sharedPrefetch == 0) {
            inTurn.forEach(subscription -> subscription.resumeIfBlocked(nowMillis));
            return;
        }
        Map<Long, List<Subscription>> byPriority = new TreeMap<>(Comparator.reverseOrder());
        for (Subscription subscription : inTurn) {
            byPriority
                    .computeIfAbsent(subscription.priority(), priority -> new ArrayList<>())
                    .add(subscription);
        }
        byPriority.values().forEach(equals -> handOut(equals, nowMillis));
        round = 0;
    }

    /** Hands out what there is of the shared limit, one message each at a time. */
    private void handOut(List<Subscription> inTurn, long nowMillis) {
        long before;
        do {
            before = lastTag;
            round = ++rounds;
            inTurn.forEach(subscription -> subscription.resumeIfBlocked(nowMillis));
        } while (lastTag != before);
    }

    /** While consumers share a limit and it is handed out again, each gets one message a round; 0 at other times. */
    int round() {
        return round;
    }

    /** So many deliveries of a consumer are settled, or of nobody's who asked for one. */
    void settled(@Nullable Subscription subscription, int count) {
        if (subscription != null) {
            subscription.settled(count);
            sharedUsed -= count;
        }
    }

    /** One delivery of this consumer is settled: it may have another. */
    void creditBack(Subscription subscription, long nowMillis) {
        boolean wasFull = !hasSharedRoom();
        settled(subscription, 1);
        if (wasFull) {
            resumeAll(nowMillis);
        } else {
            subscription.resumeIfBlocked(nowMillis);
        }
    }

    /** Ends all consumers. */
    void cancelAll(long nowMillis) {
        List<Subscription> all = List.copyOf(subscriptions.values());
        subscriptions.clear();
        cancelled.clear();
        for (Subscription subscription : all) {
            subscription.cancel(nowMillis);
        }
    }

    /** When the oldest outstanding delivery went out; {@code Long.MAX_VALUE} if there is none. */
    long oldestDeliveredAt() {
        return unacked.oldestDeliveredAt();
    }

    /** How many deliveries are outstanding. */
    int outstanding() {
        return unacked.count();
    }
}
