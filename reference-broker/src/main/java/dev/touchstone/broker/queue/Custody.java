package dev.touchstone.broker.queue;

import dev.touchstone.broker.message.Message;

/** A queue's responsibility for its messages: counts what it keeps, frees what it is done with, hands the dead on. */
final class Custody {
    /** Memory that a message's place in the queue takes, about. */
    private static final long ENTRY_OCTETS = 64;

    private final QueueMachine queue;
    private final QueueEffects effects;
    private boolean deaths;

    Custody(QueueMachine queue, QueueEffects effects) {
        this.queue = queue;
        this.effects = effects;
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
        queue.forget(entry);
    }

    /** The queue's count of this message passes to somebody else. */
    void passOn(QueuedMessage entry) {
        effects.holds(-memory(entry.message()));
        queue.forget(entry);
    }

    /** Gives a dead message to the dead letter exchange, or frees it if there is none (DLX-01). It is kept until it arrived there. */
    void bury(QueuedMessage entry, DeathReason reason, long nowMillis) {
        if (queue.limits().deadLetterExchange() == null || queue.isDeleted()) {
            free(entry);
        } else {
            effects.holds(-memory(entry.message()));
            deaths = true;
            effects.deadLetter(queue, entry.message(), queue.place(entry), reason, nowMillis);
        }
    }

    /** Gives a message to the dead letter exchange that the queue never took. */
    void buryRefused(Message message, long nowMillis) {
        if (queue.limits().deadLetterExchange() != null) {
            message.retain();
            deaths = true;
            effects.deadLetter(queue, message, QueueMachine.NOWHERE, DeathReason.MAXLEN, nowMillis);
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
