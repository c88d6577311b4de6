package dev.touchstone.broker.queue;

/** Takes from the head of a queue what must not stay: messages beyond the length limits, and expired ones. */
final class Trimmer {
    private final Custody custody;
    private final Shelf shelf;

    Trimmer(Custody custody, Shelf shelf) {
        this.custody = custody;
        this.shelf = shelf;
    }

    /** Drops what is beyond the limits of a queue that drops its head; returns whether anything went (LEN-01, LEN-06). */
    boolean dropExcess(ReadyStore ready, QueueLimits limits, long nowMillis) {
        if (!limits.limitsLength() || limits.overflow() != Overflow.DROP_HEAD) {
            return false;
        }
        boolean dropped = false;
        while (limits.isExceededBy(ready.count(), ready.bytes())) {
            QueuedMessage head = ready.poll();
            if (head == null) {
                if (!shelf.fetchNow(ready)) {
                    break;
                }
                continue;
            }
            dropped = true;
            custody.bury(head, DeathReason.MAXLEN, nowMillis);
        }
        return dropped;
    }

    /** Drops expired messages, at most {@code budget}; returns whether the head is now fit to be delivered (TTL-04, TTL-05). */
    boolean dropExpired(ReadyStore ready, long nowMillis, int budget) {
        int left = budget;
        QueuedMessage head = ready.peek();
        while (head != null && head.expiresAt() <= nowMillis) {
            if (left-- == 0) {
                return false;
            }
            ready.poll();
            custody.bury(head, DeathReason.EXPIRED, nowMillis);
            head = ready.peek();
        }
        if (head == null) {
            shelf.fetch(ready);
        }
        return true;
    }
}
