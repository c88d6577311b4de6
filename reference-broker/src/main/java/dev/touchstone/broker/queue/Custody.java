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

    /** The queue is done with this message. */
    void free(Message message) {
        effects.holds(-memory(message));
        message.release();
    }

    /** The queue's count of this message passes to somebody else. */
    void passOn(Message message) {
        effects.holds(-memory(message));
    }

    /** Gives a dead message to the dead letter exchange, or frees it if there is none (DLX-01). */
    void bury(Message message, DeathReason reason, long nowMillis) {
        if (queue.limits().deadLetterExchange() == null || queue.isDeleted()) {
            free(message);
        } else {
            passOn(message);
            deaths = true;
            effects.deadLetter(queue, message, reason, nowMillis);
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
