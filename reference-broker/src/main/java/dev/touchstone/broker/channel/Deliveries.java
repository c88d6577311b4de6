package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Tally;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueuedMessage;
import dev.touchstone.broker.wire.BasicMethod;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.Methods;
import dev.touchstone.broker.wire.ReplyCode;
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

    /** Acknowledges one delivery: the common case, without a list. */
    void ackOne(long tag, long nowMillis) throws ChannelException {
        int position = unacked.find(tag);
        if (position < 0) {
            throw unknownTag(tag);
        }
        QueuedMessage message = unacked.message(position);
        Subscription subscription = unacked.subscription(position);
        unacked.remove(position);
        unacked.trim();
        tally.acked(1);
        if (message != null) {
            message.queue().ack(message);
        }
        creditBack(subscription, nowMillis);
    }

    /** Acknowledges everything up to a tag, or all with 0, without a list. */
    void ackUpTo(long tag, long nowMillis) throws ChannelException {
        int last = tag == 0 ? unacked.span() - 1 : unacked.find(tag);
        if (tag != 0 && last < 0) {
            throw unknownTag(tag);
        }
        boolean wasFull = !hasSharedRoom();
        Subscription single = null;
        boolean several = false;
        int before = unacked.count();
        for (int i = 0; i <= last; i++) {
            QueuedMessage message = unacked.message(i);
            if (message != null) {
                Subscription subscription = unacked.subscription(i);
                unacked.remove(i);
                message.queue().ack(message);
                if (subscription != null) {
                    subscription.settled();
                    sharedUsed--;
                    several |= single != null && single != subscription;
                    single = subscription;
                }
            }
        }
        unacked.trim();
        tally.acked(before - unacked.count());
        if (several || wasFull) {
            resumeAll(nowMillis);
        } else if (single != null) {
            single.resumeIfBlocked(nowMillis);
        }
    }

    private void creditBack(@Nullable Subscription subscription, long nowMillis) {
        if (subscription == null) {
            return;
        }
        boolean wasFull = !hasSharedRoom();
        subscription.settled();
        sharedUsed--;
        if (wasFull) {
            resumeAll(nowMillis);
        } else {
            subscription.resumeIfBlocked(nowMillis);
        }
    }

    /** Takes deliveries out of the outstanding ones: one tag, all up to a tag, or all with tag 0 and {@code multiple} (ACK-01, ACK-02). */
    List<Settled> take(long tag, boolean multiple) throws ChannelException {
        if (multiple && tag == 0) {
            return takeUpTo(unacked.span() - 1);
        }
        int position = unacked.find(tag);
        if (position < 0) {
            throw unknownTag(tag);
        }
        if (multiple) {
            return takeUpTo(position);
        }
        List<Settled> taken = List.of(settled(position));
        unacked.remove(position);
        unacked.trim();
        return taken;
    }

    /** Takes everything that is outstanding, in the order of tags. */
    List<Settled> takeAll() {
        return takeUpTo(unacked.span() - 1);
    }

    private List<Settled> takeUpTo(int last) {
        List<Settled> taken = new ArrayList<>(Math.min(last + 1, unacked.count()));
        for (int i = 0; i <= last; i++) {
            if (unacked.message(i) != null) {
                taken.add(settled(i));
                unacked.remove(i);
            }
        }
        unacked.trim();
        return taken;
    }

    private Settled settled(int position) {
        QueuedMessage message = unacked.message(position);
        if (message == null) {
            throw new IllegalStateException("a gap is not outstanding");
        }
        return new Settled(
                unacked.tag(position), message, unacked.subscription(position), unacked.deliveredAt(position));
    }

    /** Puts deliveries back that a rolled back transaction had taken (TX-05). */
    void putBack(List<Settled> settled) {
        List<Settled> all = new ArrayList<>(takeAll());
        all.addAll(settled);
        all.sort((a, b) -> Long.compare(a.tag(), b.tag()));
        for (Settled one : all) {
            unacked.add(one.tag(), one.message(), one.subscription(), one.deliveredAtMillis());
        }
    }

    /** Acknowledges all of these. */
    void ackAll(List<Settled> settled, long nowMillis) {
        for (Settled one : settled) {
            one.message().queue().ack(one.message());
        }
        tally.acked(settled.size());
        creditBack(settled, nowMillis);
    }

    /** What becomes of deliveries that were not acknowledged. */
    enum Fate {
        REQUEUED,
        REJECTED,
        /** The channel ended. */
        LOST
    }

    /** Returns these to their queues, or rejects them; one call for each queue, in the order of tags (ACK-06, ACK-07). */
    void giveBack(List<Settled> settled, Fate fate, long nowMillis) {
        for (Settled one : settled) {
            if (one.subscription() != null) {
                one.subscription().settled();
                sharedUsed--;
                if (fate == Fate.REQUEUED && sharedPrefetch == 0) {
                    one.subscription().unblock();
                }
            }
        }
        Map<QueueMachine, List<QueuedMessage>> byQueue = new LinkedHashMap<>();
        for (Settled one : settled) {
            byQueue.computeIfAbsent(one.message().queue(), queue -> new ArrayList<>())
                    .add(one.message());
        }
        byQueue.forEach((queue, messages) -> {
            switch (fate) {
                case REQUEUED -> queue.requeue(messages, nowMillis);
                case REJECTED -> queue.reject(messages, nowMillis);
                case LOST -> queue.takeLost(messages, nowMillis);
            }
        });
        resumeAll(nowMillis);
        byQueue.keySet().forEach(queue -> queue.settleDeaths(nowMillis));
    }

    private void creditBack(List<Settled> settled, long nowMillis) {
        boolean wasFull = !hasSharedRoom();
        for (Settled one : settled) {
            if (one.subscription() != null) {
                one.subscription().settled();
                sharedUsed--;
            }
        }
        if (wasFull) {
            resumeAll(nowMillis);
            return;
        }
        Subscription last = null;
        for (Settled one : settled) {
            Subscription subscription = one.subscription();
            if (subscription != null && subscription != last) {
                subscription.resumeIfBlocked(nowMillis);
                last = subscription;
            }
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

    private static ChannelException unknownTag(long tag) {
        return new ChannelException(
                ReplyCode.PRECONDITION_FAILED, "unknown delivery tag " + Long.toUnsignedString(tag));
    }
}
