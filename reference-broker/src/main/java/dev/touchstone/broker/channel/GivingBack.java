package dev.touchstone.broker.channel;

import dev.touchstone.broker.queue.Gathering;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueuedMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gives many deliveries back, more than a turn allows. First they gather, unseen, for each queue those that are its own; then queue by queue takes all of
 * them back at once, or lets them die in order. A consumer has its credit again when its queue has the messages, so that nothing overtakes them.
 */
final class GivingBack implements Agenda.Item {
    /** What a queue costs that takes its messages back: deliveries may follow from it. */
    private static final int JOIN_COST = Agenda.SLICE / 4;

    private final Deliveries deliveries;
    private final Settler.Fate fate;
    private final IntFunction<List<Settled>> source;
    private final Runnable before;
    private final Map<QueueMachine, Share> shares = new LinkedHashMap<>();
    private @Nullable List<QueueMachine> waiting;
    private int next;

    /** What comes back to one queue, and how many deliveries of which consumer that are. */
    private static final class Share {
        private final Gathering gathering;
        private final Map<Subscription, Integer> credit = new LinkedHashMap<>(4);

        Share(Gathering gathering) {
            this.gathering = gathering;
        }
    }

    /** Gives back what {@code source} gives, at most as many as asked for at a time, until it gives none. */
    GivingBack(Deliveries deliveries, Settler.Fate fate, IntFunction<List<Settled>> source) {
        this(deliveries, fate, source, () -> {});
    }

    /** The same; {@code before} runs when all are gathered. */
    GivingBack(Deliveries deliveries, Settler.Fate fate, IntFunction<List<Settled>> source, Runnable before) {
        this.deliveries = deliveries;
        this.fate = fate;
        this.source = source;
        this.before = before;
    }

    @Override
    public boolean goOn(Slice slice, long nowMillis) {
        List<QueueMachine> queues = waiting == null ? gather(slice, nowMillis) : waiting;
        if (queues == null) {
            return false;
        }
        while (next < queues.size()) {
            if (slice.left() <= 0) {
                return false;
            }
            finish(queues.get(next), slice, nowMillis);
        }
        deliveries.resumeAll(nowMillis);
        queues.forEach(queue -> queue.settleDeaths(nowMillis));
        return true;
    }

    /** Gathers; the queues to which something goes back, or null if more is left to gather. */
    private @Nullable List<QueueMachine> gather(Slice slice, long nowMillis) {
        while (slice.left() > 0) {
            List<Settled> some = source.apply(slice.left());
            if (some.isEmpty()) {
                before.run();
                waiting = new ArrayList<>(shares.keySet());
                return waiting;
            }
            slice.use(some.size());
            some.forEach(one -> gather(one, nowMillis));
        }
        return null;
    }

    private void gather(Settled one, long nowMillis) {
        QueueMachine queue = one.message().queue();
        Share share = shares.get(queue);
        if (share == null) {
            share = new Share(queue.gather(fate == Settler.Fate.LOST));
            shares.put(queue, share);
        }
        if (fate == Settler.Fate.REJECTED) {
            share.gathering.isRejected(one.message());
        } else {
            share.gathering.comesBack(one.message(), nowMillis);
        }
        if (one.subscription() != null) {
            share.credit.merge(one.subscription(), 1, Integer::sum);
        }
    }

    private void finish(QueueMachine queue, Slice slice, long nowMillis) {
        Share share = shares.get(queue);
        if (share == null) {
            throw new IllegalStateException("nothing was gathered for " + queue.name());
        }
        if (fate == Settler.Fate.REJECTED) {
            List<QueuedMessage> some = share.gathering.poll(slice.left());
            slice.use(some.size());
            queue.reject(some, nowMillis);
            if (some.isEmpty()) {
                share.credit.forEach(deliveries::settled);
                next++;
            }
        } else {
            share.credit.forEach(this::creditAndUnblock);
            queue.join(share.gathering, nowMillis);
            slice.use(JOIN_COST);
            next++;
        }
    }

    private void creditAndUnblock(Subscription subscription, int count) {
        deliveries.settled(subscription, count);
        if (fate == Settler.Fate.REQUEUED && !deliveries.hasSharedLimit()) {
            subscription.unblock();
        }
    }
}
