package dev.touchstone.broker.queue;

import dev.touchstone.broker.ledger.QueueLog;
import dev.touchstone.broker.message.Message;
import org.jspecify.annotations.Nullable;

/** A queue's responsibility for its messages: counts what it keeps, frees what it is done with, hands the dead on. */
final class Custody {
    /** Memory that a message's place in the queue takes, about. */
    private static final long ENTRY_OCTETS = 64;

    private final QueueMachine queue;
    private final QueueEffects effects;
    private final Shelf shelf;
    private boolean deaths;

    Custody(QueueMachine queue, int maxPriority, QueueEffects effects, @Nullable QueueLog log) {
        this.queue = queue;
        this.effects = effects;
        this.shelf = new Shelf(queue, maxPriority, log, effects, this);
    }

    /** Where messages lie beyond memory. */
    Shelf shelf() {
        return shelf;
    }

    /** The queue keeps this message. */
    void hold(Message message) {
        message.retain();
        effects.holds(memory(message));
    }

    /** The queue keeps this message, of which one count passes to it. */
    void adopt(Message message) {
        effects.holds(memory(message));
    }

    /** The queue is done with this message. */
    void free(QueuedMessage entry) {
        effects.holds(-memory(entry.message()));
        entry.message().release();
        shelf.settled(shelf.place(entry));
    }

    /** The queue's count of this message passes to somebody else. */
    void passOn(QueuedMessage entry) {
        effects.holds(-memory(entry.message()));
        shelf.settled(shelf.place(entry));
    }

    /** Gives a dead message to the dead letter exchange, or frees it if there is none (DLX-01). It is kept until it arrived there. */
    void bury(QueuedMessage entry, DeathReason reason, long nowMillis) {
        if (queue.limits().deadLetterExchange() == null || queue.isDeleted()) {
            free(entry);
        } else {
            effects.holds(-memory(entry.message()));
            deaths = true;
            effects.deadLetter(queue, entry.message(), shelf.place(entry), reason, nowMillis);
        }
    }

    /** Gives a message to the dead letter exchange that the queue never took, if that is what its overflow asks for. */
    void buryRefused(Message message, long nowMillis) {
        if (queue.limits().overflow() == Overflow.REJECT_PUBLISH_DLX
                && queue.limits().deadLetterExchange() != null) {
            message.retain();
            deaths = true;
            effects.deadLetter(queue, message, Shelf.NOWHERE, DeathReason.MAXLEN, nowMillis);
        }
    }

    /** The queue's own work is done: its dead letters may be published. */
    void settleDeaths(long nowMillis) {
        if (deaths) {
            deaths = false;
            effects.settleDeaths(nowMillis);
        }
    }

    private static long memory(Message message) {
        return ENTRY_OCTETS + message.memorySize();
    }
}
