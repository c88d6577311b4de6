package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.Tally;
import dev.touchstone.broker.queue.QueueMachine;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Carries out what a transaction held back, in order; returns of messages without a queue go out before the commit is answered (RETURN-06). */
final class Commit implements Agenda.Item {
    private final Transaction transaction;
    private final List<Transaction.Held> publishes;
    private final List<Transaction.Settlement> settlements;
    private final AmqpChannel channel;
    private final Deliveries deliveries;
    private final Settler settler;
    private final Function<String, @Nullable QueueMachine> queues;
    private int nextPublish;
    private int nextSettlement;
    private Agenda.@Nullable Item settling;

    /** The commit of these on that channel; {@code queues} finds those that are still there. */
    Commit(
            Transaction transaction,
            List<Transaction.Held> publishes,
            List<Transaction.Settlement> settlements,
            AmqpChannel channel,
            Deliveries deliveries,
            Settler settler,
            Function<String, @Nullable QueueMachine> queues) {
        this.transaction = transaction;
        this.publishes = publishes;
        this.settlements = settlements;
        this.channel = channel;
        this.deliveries = deliveries;
        this.settler = settler;
        this.queues = queues;
    }

    @Override
    public boolean goOn(Slice slice, long nowMillis) {
        while (nextPublish < publishes.size()) {
            if (slice.left() <= 0) {
                return false;
            }
            publish(publishes.get(nextPublish++), nowMillis);
            slice.use(1);
        }
        while (nextSettlement < settlements.size()) {
            if (slice.left() <= 0 || !settle(settlements.get(nextSettlement), slice, nowMillis)) {
                return false;
            }
            settling = null;
            nextSettlement++;
        }
        return true;
    }

    private void publish(Transaction.Held one, long nowMillis) {
        if (!handOver(one, nowMillis)) {
            Tally tally = channel.tally();
            tally.unroutable(one.mandatory());
            if (one.mandatory()) {
                channel.writer().returned(one.message());
            }
        }
        one.message().release();
    }

    private boolean handOver(Transaction.Held one, long nowMillis) {
        boolean routed = false;
        for (Transaction.Target target : one.targets()) {
            QueueMachine queue = queues.apply(target.name());
            if (queue != null && target.takes(queue)) {
                routed = true;
                queue.publish(one.message(), transaction, 0, nowMillis);
            } else if (target.only() != null) {
                routed = true;
                transaction.refused(0);
            }
        }
        return routed;
    }

    private boolean settle(Transaction.Settlement one, Slice slice, long nowMillis) {
        List<Settled> settled = one.settled();
        if (settling == null && settled.size() <= Agenda.SLICE) {
            slice.use(settled.size());
            settleAll(settled, one.kind(), nowMillis);
            return true;
        }
        if (settling == null) {
            settling = one.kind() == Transaction.Kind.ACK
                    ? acking(pieces(settled))
                    : new GivingBack(deliveries, fate(one.kind()), pieces(settled));
        }
        return settling.goOn(slice, nowMillis);
    }

    private void settleAll(List<Settled> settled, Transaction.Kind kind, long nowMillis) {
        if (kind == Transaction.Kind.ACK) {
            settler.ackAll(settled, nowMillis);
        } else {
            settler.giveBack(settled, fate(kind), nowMillis);
        }
    }

    private Agenda.Item acking(IntFunction<List<Settled>> source) {
        return (slice, nowMillis) -> {
            List<Settled> some = source.apply(slice.left());
            settler.ackAll(some, nowMillis);
            slice.use(some.size());
            return some.isEmpty();
        };
    }

    private static Settler.Fate fate(Transaction.Kind kind) {
        return kind == Transaction.Kind.REQUEUE ? Settler.Fate.REQUEUED : Settler.Fate.REJECTED;
    }

    /** Gives a list away from its begin to its end, at most so many at a time. */
    static IntFunction<List<Settled>> pieces(List<Settled> all) {
        return new IntFunction<>() {
            private int from;

            @Override
            public List<Settled> apply(int most) {
                int begin = from;
                from = Math.min(all.size(), begin + most);
                return all.subList(begin, from);
            }
        };
    }
}
