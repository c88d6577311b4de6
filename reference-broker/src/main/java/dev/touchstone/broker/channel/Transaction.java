package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.queue.Publisher;
import dev.touchstone.broker.queue.QueueMachine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a transactional channel holds back until commit: publishes with the names of the queues that they were routed to when they came
 * (TX-04), and settlements. At the commit names count: a queue that is gone gets nothing, one that was declared again does.
 */
final class Transaction implements Publisher {
    private List<Held> publishes = new ArrayList<>();
    private List<Settlement> settlements = new ArrayList<>();
    private boolean refused;

    /** A publish that waits, with one count of its message. */
    record Held(Message message, List<String> queues, boolean mandatory) {}

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
        publishes.add(new Held(message, names(message, queues), mandatory));
    }

    /** The default exchange gives a name whether there is such a queue or not. */
    private static List<String> names(Message message, QueueMachine[] queues) {
        Set<String> names = new LinkedHashSet<>();
        if (message.exchange().isEmpty()) {
            names.add(message.routingKey());
            names.addAll(message.senderKeys());
        }
        for (QueueMachine queue : queues) {
            names.add(queue.name());
        }
        return List.copyOf(names);
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
