package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.Tally;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueuedMessage;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ReplyCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settles what a channel delivered: acknowledges it, or gives it back. What is too much for a turn goes on the {@link Agenda}. */
final class Settler {
    private final Outlet outlet;
    private final VhostScope scope;
    private final Deliveries deliveries;
    private final Unacked unacked;
    private final Tally tally;

    Settler(Outlet outlet, VhostScope scope, Deliveries deliveries, Tally tally) {
        this.outlet = outlet;
        this.scope = scope;
        this.deliveries = deliveries;
        this.unacked = deliveries.unacked();
        this.tally = tally;
    }

    /** What becomes of deliveries that were not acknowledged. */
    enum Fate {
        REQUEUED,
        REJECTED,
        /** The channel ended. */
        LOST
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
        if (subscription != null) {
            deliveries.creditBack(subscription, nowMillis);
        }
    }

    /** Acknowledges everything up to a tag, or all with 0, without a list. Many are acknowledged as if by one method after another. */
    void ackUpTo(long tag, long nowMillis) throws ChannelException {
        int last = lastUpTo(tag);
        if (last < Agenda.SLICE) {
            ackPositions(last, nowMillis);
        } else {
            long lastTag = unacked.tag(last);
            onAgenda((slice, atMillis) -> ackSome(lastTag, slice, atMillis), nowMillis);
        }
    }

    private boolean ackSome(long lastTag, Slice slice, long nowMillis) {
        int last = unacked.lastUpTo(lastTag, slice.left());
        ackPositions(last, nowMillis);
        slice.use(last + 1);
        return unacked.lastUpTo(lastTag, 1) < 0;
    }

    private void ackPositions(int last, long nowMillis) {
        boolean wasFull = !deliveries.hasSharedRoom();
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
                    deliveries.settled(subscription, 1);
                    several |= single != null && single != subscription;
                    single = subscription;
                }
            }
        }
        unacked.trim();
        tally.acked(before - unacked.count());
        if (several || wasFull) {
            deliveries.resumeAll(nowMillis);
        } else if (single != null) {
            single.resumeIfBlocked(nowMillis);
        }
    }

    /** The last position that a method means which settles everything up to a tag, or all with 0 (ACK-01, ACK-02); -1 if there is none. */
    private int lastUpTo(long tag) throws ChannelException {
        int last = tag == 0 ? unacked.span() - 1 : unacked.find(tag);
        if (tag != 0 && last < 0) {
            throw unknownTag(tag);
        }
        return last;
    }

    /** Takes deliveries out of the outstanding ones, one or all up to a tag, and hands them over, many in several turns. */
    void hold(long tag, boolean multiple, Transaction transaction, Transaction.Kind kind, long nowMillis)
            throws ChannelException {
        int last = multiple ? lastUpTo(tag) : -1;
        if (last < Agenda.SLICE) {
            transaction.settle(take(tag, multiple), kind);
        } else {
            long lastTag = unacked.tag(last);
            onAgenda(
                    (slice, atMillis) -> {
                        transaction.settle(takeSome(lastTag, slice.left()), kind);
                        slice.use(slice.left());
                        return unacked.lastUpTo(lastTag, 1) < 0;
                    },
                    nowMillis);
        }
    }

    /** Takes deliveries out of the outstanding ones, one or all up to a tag, and gives them back. */
    void giveBack(long tag, boolean multiple, Fate fate, long nowMillis) throws ChannelException {
        int last = multiple ? lastUpTo(tag) : -1;
        if (last < Agenda.SLICE) {
            giveBack(take(tag, multiple), fate, nowMillis);
        } else {
            long lastTag = unacked.tag(last);
            onAgenda(new GivingBack(deliveries, fate, most -> takeSome(lastTag, most)), nowMillis);
        }
    }

    /** Takes everything out of the outstanding ones and gives it back; {@code before} runs just before it is back. */
    void giveAllBack(Fate fate, Runnable before, long nowMillis) {
        if (unacked.span() <= Agenda.SLICE) {
            before.run();
            giveBack(takeAll(), fate, nowMillis);
        } else {
            long lastTag = unacked.tag(unacked.span() - 1);
            onAgenda(new GivingBack(deliveries, fate, most -> takeSome(lastTag, most), before), nowMillis);
        }
    }

    private void onAgenda(Agenda.Item item, long nowMillis) {
        outlet.agenda().add(scope.vhost(), item, nowMillis);
    }

    private List<Settled> take(long tag, boolean multiple) throws ChannelException {
        if (multiple) {
            return takePositions(lastUpTo(tag));
        }
        int position = unacked.find(tag);
        if (position < 0) {
            throw unknownTag(tag);
        }
        List<Settled> taken = List.of(settled(position));
        unacked.remove(position);
        unacked.trim();
        return taken;
    }

    private List<Settled> takeAll() {
        return takePositions(unacked.span() - 1);
    }

    /** Takes everything that is outstanding; these that were taken before are with it, in the order of tags. */
    List<Settled> takeAllWith(List<Settled> held) {
        List<Settled> all = takeAll();
        if (!held.isEmpty()) {
            all.addAll(held);
            all.sort(Comparator.comparingLong(Settled::tag));
        }
        return all;
    }

    /** Takes the first ones up to a tag, not more than so many; none are left if it takes none. */
    List<Settled> takeSome(long lastTag, int most) {
        return takePositions(unacked.lastUpTo(lastTag, most));
    }

    private List<Settled> takePositions(int last) {
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
        for (Settled one : takeAllWith(settled)) {
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

    private void creditBack(List<Settled> settled, long nowMillis) {
        boolean wasFull = !deliveries.hasSharedRoom();
        for (Settled one : settled) {
            deliveries.settled(one.subscription(), 1);
        }
        if (wasFull) {
            deliveries.resumeAll(nowMillis);
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

    /** Returns these to their queues, or rejects them; one call for each queue, in the order of tags (ACK-06, ACK-07). Many: see {@link GivingBack}. */
    void giveBack(List<Settled> settled, Fate fate, long nowMillis) {
        for (Settled one : settled) {
            deliveries.settled(one.subscription(), 1);
            if (one.subscription() != null && fate != Fate.LOST && !deliveries.hasSharedLimit()) {
                // Before any of them is asked: a queue gives what waits to whoever has room now, and only then sees its
                // own letters.
                one.subscription().unblock();
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
        deliveries.resumeAll(nowMillis);
        byQueue.keySet().forEach(queue -> queue.settleDeaths(nowMillis));
    }

    private static ChannelException unknownTag(long tag) {
        return new ChannelException(
                ReplyCode.PRECONDITION_FAILED, "unknown delivery tag " + Long.toUnsignedString(tag));
    }
}
