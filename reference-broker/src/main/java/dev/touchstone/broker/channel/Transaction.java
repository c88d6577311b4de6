package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Tally;
import dev.touchstone.broker.queue.Publisher;
import dev.touchstone.broker.queue.QueueMachine;
import java.util.ArrayList;
import java.util.List;

/** What a transactional channel holds back until commit: publishes with the routes they had when they came (TX-04), and settlements. */
final class Transaction implements Publisher {
    private final List<Held> publishes = new ArrayList<>();
    private final List<Settlement> settlements = new ArrayList<>();
    private boolean refused;

    private record Held(Message message, QueueMachine[] queues, boolean mandatory) {}

    /** Deliveries settled in one way by one method. */
    private record Settlement(List<Settled> settled, Kind kind) {}

    /** Ways to settle. */
    enum Kind {
        ACK,
        REQUEUE,
        REJECT
    }

    /** Holds a publish back; one count of the message passes to the transaction. */
    void publish(Message message, QueueMachine[] queues, boolean mandatory) {
        publishes.add(new Held(message, queues, mandatory));
    }

    /** Holds a settlement back. */
    void settle(List<Settled> settled, Kind kind) {
        settlements.add(new Settlement(settled, kind));
    }

    /** Carries everything out, in order; returns go out before the commit is answered (RETURN-06). */
    void commit(ContentWriter writer, Deliveries deliveries, Tally tally, long nowMillis) {
        List<Held> held = List.copyOf(publishes);
        publishes.clear();
        for (Held one : held) {
            if (one.queues.length == 0) {
                tally.unroutable(one.mandatory);
                if (one.mandatory) {
                    writer.returned(one.message);
                }
            }
            for (QueueMachine queue : one.queues) {
                queue.publish(one.message, this, 0, nowMillis);
            }
            one.message.release();
        }
        List<Settlement> decided = List.copyOf(settlements);
        settlements.clear();
        for (Settlement one : decided) {
            if (one.kind == Kind.ACK) {
                deliveries.ackAll(one.settled, nowMillis);
            } else {
                deliveries.giveBack(one.settled, fate(one.kind), nowMillis);
            }
        }
    }

    private static Deliveries.Fate fate(Kind kind) {
        return kind == Kind.REQUEUE ? Deliveries.Fate.REQUEUED : Deliveries.Fate.REJECTED;
    }

    /** Forgets the publishes and hands back what was settled. */
    List<Settled> rollback() {
        for (Held one : publishes) {
            one.message.release();
        }
        publishes.clear();
        List<Settled> settled = new ArrayList<>();
        for (Settlement one : settlements) {
            settled.addAll(one.settled);
        }
        settlements.clear();
        return settled;
    }

    /** How many publishes wait for commit. */
    int publishes() {
        return publishes.size();
    }

    /** How many settled deliveries wait for commit. */
    int settlements() {
        int count = 0;
        for (Settlement one : settlements) {
            count += one.settled.size();
        }
        return count;
    }

    /** Whether a queue refused a publish since the last call (TX-08). */
    boolean takeRefused() {
        boolean was = refused;
        refused = false;
        return was;
    }

    @Override
    public void accepted(long sequenceNumber) {
        // Commit waits for everything together, see AmqpChannel.
    }

    @Override
    public void refused(long sequenceNumber) {
        refused = true;
    }
}
