package dev.touchstone.broker.queue;

import dev.touchstone.broker.message.Message;
import org.jspecify.annotations.Nullable;

/** When a queue must be woken: at the expiry of its head, at the end of its lease, or soon. Asks for one time only, the earliest. */
final class QueueClock {
    private final QueueMachine queue;
    private final QueueEffects effects;
    private long headExpiresAt = QueuedMessage.NEVER;
    private long leaseEndsAt = QueuedMessage.NEVER;
    private long askedFor = QueuedMessage.NEVER;
    private boolean mayExpire;

    QueueClock(QueueMachine queue, QueueEffects effects) {
        this.queue = queue;
        this.effects = effects;
    }

    /** How long a message may wait in a queue with these limits, in milliseconds; negative: for ever. The smaller one wins (TTL-03). */
    static long timeToLive(Message message, QueueLimits limits) {
        long own = message.expirationMillis();
        long common = limits.messageTtlMillis();
        if (own < 0 || common < 0) {
            return Math.max(own, common);
        }
        return Math.min(own, common);
    }

    /** When a message expires that lives so long from now on; negative: never. */
    static long expiresAt(long timeToLive, long nowMillis) {
        return timeToLive < 0 ? QueuedMessage.NEVER : nowMillis + timeToLive;
    }

    /** A message came in that lives so long; negative: for ever. */
    void noteExpiring(long timeToLive) {
        mayExpire |= timeToLive >= 0;
    }

    /** Whether any message could ever expire; most queues never need to look. */
    boolean mayExpire() {
        return mayExpire;
    }

    void headChanged(@Nullable QueuedMessage head) {
        if (mayExpire) {
            rearm(head);
        }
    }

    /** The lease of an unused queue starts anew (TTL-16, TTL-17). */
    void leaseFrom(long nowMillis, QueueLimits limits) {
        boolean leased = limits.expiresMillis() >= 0;
        if (leased || leaseEndsAt != QueuedMessage.NEVER) {
            leaseEndsAt = leased ? nowMillis + limits.expiresMillis() : QueuedMessage.NEVER;
            ask();
        }
    }

    /** A consumer holds the queue. */
    void endLease() {
        if (leaseEndsAt != QueuedMessage.NEVER) {
            leaseEndsAt = QueuedMessage.NEVER;
            ask();
        }
    }

    boolean leaseIsOver(long nowMillis) {
        return leaseEndsAt <= nowMillis;
    }

    /** The time asked for has come. */
    void woken() {
        askedFor = QueuedMessage.NEVER;
    }

    /** Asks for the next time after a waking. */
    void rearm(@Nullable QueuedMessage head) {
        headExpiresAt = head == null ? QueuedMessage.NEVER : head.expiresAt();
        ask();
    }

    /** Asks for another turn as soon as others had theirs. */
    void askTurn() {
        effects.workLeft(queue);
    }

    void stop() {
        headExpiresAt = QueuedMessage.NEVER;
        leaseEndsAt = QueuedMessage.NEVER;
    }

    /** An earlier time is asked for at once; a later one when the earlier has come, which costs a vain waking and saves one request per message. */
    private void ask() {
        long due = Math.min(headExpiresAt, leaseEndsAt);
        if (due < askedFor) {
            askedFor = due;
            effects.wakeAt(queue, due);
        }
    }
}
