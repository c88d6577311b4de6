package dev.touchstone.broker.queue;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Tally;

/** Counts what was delivered and is not settled, and sees to it that each delivery is settled once. */
final class Outstanding {
    private final QueueMachine queue;
    private final QueueKind kind;
    private final Custody custody;
    private final Tally tally;
    private long count;
    private long bytes;

    Outstanding(QueueMachine queue, QueueKind kind, Custody custody, Tally tally) {
        this.queue = queue;
        this.kind = kind;
        this.custody = custody;
        this.tally = tally;
    }

    long count() {
        return count;
    }

    /** Octets of their bodies. */
    long bytes() {
        return bytes;
    }

    /** A message is about to be delivered. */
    void add(QueuedMessage entry) {
        entry.taken();
        count++;
        bytes += entry.message().bodySize();
        custody.shelf().delivered(entry);
    }

    /** Gives a message that never waited to a consumer that does not acknowledge. */
    void pass(Consumer consumer, Message message) {
        tally.delivered(true, false);
        kind.deliver(consumer.sink(), message, 0, null);
    }

    /** Gives a message to a consumer. */
    void deliver(Consumer consumer, QueuedMessage entry) {
        tally.delivered(consumer.noAck(), entry.redelivered());
        if (consumer.noAck()) {
            kind.deliver(consumer.sink(), entry.message(), entry.returns(), null);
            custody.free(entry);
        } else {
            add(entry);
            kind.deliver(consumer.sink(), entry.message(), entry.returns(), entry);
        }
    }

    /** A delivery comes back; one that did too often is dead. */
    void takeBack(QueuedMessage entry, ReadyStore ready, boolean lost, long nowMillis) {
        takeBack(entry, ready, lost, kind.reserve(1), nowMillis);
    }

    /** The same, with a rank in a place where ranks are counted apart. */
    void takeBack(QueuedMessage entry, ReadyStore ready, boolean lost, long rank, long nowMillis) {
        settle(entry);
        if (queue.isDeleted()) {
            custody.free(entry);
            return;
        }
        entry.returned();
        if (kind.isPoisoned(entry, queue.limits())) {
            custody.bury(entry, DeathReason.DELIVERY_LIMIT, nowMillis);
        } else {
            kind.putBack(entry, ready, kind.goesToFront(queue.limits(), lost), rank);
        }
    }

    /** A delivery that is being taken back still counts. */
    void staysOut(QueuedMessage entry) {
        count++;
        bytes += entry.message().bodySize();
    }

    /** So many of those are back now. */
    void cameBack(long messages, long octets) {
        count -= messages;
        bytes -= octets;
    }

    /** Puts what was gathered where the next deliveries find it. */
    void join(Gathering gathered, ReadyStore ready) {
        ready.join(gathered.end(), kind.reserve(gathered.ranks()));
    }

    /** A delivery is settled, in whatever way. */
    void settle(QueuedMessage entry) {
        if (entry.queue() != queue || !entry.isUnacked()) {
            throw new IllegalArgumentException("not an unacknowledged message of queue " + queue.name());
        }
        entry.settled();
        count--;
        bytes -= entry.message().bodySize();
    }
}
