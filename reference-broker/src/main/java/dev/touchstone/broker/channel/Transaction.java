package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.queue.Publisher;
import dev.touchstone.broker.queue.QueueMachine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a transactional channel holds back until commit: publishes with the queues that they were routed to when they came (TX-04), and settlements. What
 * counts at the commit is a matter of the dialect. By name: a queue that is gone gets nothing, one that was declared again does. Otherwise: one that is
 * gone fails the commit.
 */
final class Transaction implements Publisher {
    private List<Held> publishes = new ArrayList<>();
    private List<Settlement> settlements = new ArrayList<>();
    private final boolean byName;
    private boolean refused;

    /** An empty one; {@code byName}: what counts at the commit. */
    Transaction(boolean byName) {
        this.byName = byName;
    }

    /** A publish that waits, with one count of its message. */
    record Held(Message message, List<Target> targets, boolean mandatory) {}

    /** Where it goes: to the queue of that name, or only to this one. */
    record Target(String name, @Nullable QueueMachine only) {
        /** Whether it may go to what has the name now. */
        boolean takes(QueueMachine found) {
            return only == null || only == found;
        }
    }

    /** Deliveries settled in one way by methods in a row; they reach their queues together. */
    record Settlement(List<Settled> settled, Kind kind) {}

    /** Ways to settle. */
    enum Kind {
        ACK,
        REQUEUE,
        REJECT
    }

    /** Holds a publish back; one count of the message passes to the transaction. */
    void publish(Message message, QueueMachine[] queues, boolean mandatory) {
        publishes.add(new Held(message, byName ? named(message, queues) : these(queues), mandatory));
    }

    /** The default exchange gives a name whether there is such a queue or not. */
    private static List<Target> named(Message message, QueueMachine[] queues) {
        Set<String> names = new LinkedHashSet<>();
        if (message.exchange().isEmpty()) {
            names.add(message.routingKey());
            names.addAll(message.senderKeys());
        }
        for (QueueMachine queue : queues) {
            names.add(queue.name());
        }
        return names.stream().map(name -> new Target(name, null)).toList();
    }

    private static List<Target> these(QueueMachine[] queues) {
        return Stream.of(queues).map(queue -> new Target(queue.name(), queue)).toList();
    }

    /** Holds a settlement back. */
    void settle(List<Settled> settled, Kind kind) {
        Settlement last = settlements.isEmpty() ? null : settlements.get(settlements.size() - 1);
        if (last != null && last.kind == kind) {
            last.settled.addAll(settled);
        } else {
            settlements.add(new Settlement(new ArrayList<>(settled), kind));
        }
    }

    /** Carries everything out, in order. */
    Commit commit(
            AmqpChannel channel,
            Deliveries deliveries,
            Settler settler,
            Function<String, @Nullable QueueMachine> queues) {
        Commit commit = new Commit(this, publishes, settlements, channel, deliveries, settler, queues);
        publishes = new ArrayList<>();
        settlements = new ArrayList<>();
        return commit;
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
