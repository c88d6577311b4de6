package dev.touchstone.broker.queue;

/**
 * Gives what is ready to the consumers whose turn it is; what has expired goes before, so that nobody gets it. Does a bounded amount in one turn of the
 * loop and asks for another if more is left.
 */
final class Dispatch {
    /** Messages that one call delivers or drops at most, and body octets that it delivers, so that a turn of the loop stays short. */
    private static final int TURN_MESSAGES = 256;

    private static final long TURN_BYTES = 1 << 20;

    private final Shelf shelf;
    private final ConsumerLine consumers;
    private final QueueClock clock;
    private final Trimmer trimmer;
    private final Outstanding outstanding;

    Dispatch(Shelf shelf, ConsumerLine consumers, QueueClock clock, Trimmer trimmer, Outstanding outstanding) {
        this.shelf = shelf;
        this.consumers = consumers;
        this.clock = clock;
        this.trimmer = trimmer;
        this.outstanding = outstanding;
    }

    /** Drops expired messages from the head, as many as a turn allows; returns whether the head is fit to be delivered (TTL-04, TTL-05). */
    boolean dropExpired(ReadyStore ready, long nowMillis) {
        return dropExpired(ready, nowMillis, TURN_MESSAGES);
    }

    /** Drops all expired messages from the head, where an answer is due now. */
    void dropAllExpired(ReadyStore ready, long nowMillis) {
        dropExpired(ready, nowMillis, Integer.MAX_VALUE);
    }

    private boolean dropExpired(ReadyStore ready, long nowMillis, int budget) {
        boolean fit = !clock.mayExpire() || trimmer.dropExpired(ready, nowMillis, budget);
        if (!fit) {
            clock.askTurn();
        }
        return fit;
    }

    /** Gives ready messages to consumers that can take them, within the budget of a turn. */
    void drain(ReadyStore ready, long nowMillis) {
        int messages = TURN_MESSAGES;
        long bytes = TURN_BYTES;
        while (dropExpired(ready, nowMillis, TURN_MESSAGES) && !ready.isEmpty()) {
            Consumer consumer = consumers.next();
            if (consumer == null) {
                break;
            }
            if (messages-- == 0 || bytes <= 0) {
                clock.askTurn();
                break;
            }
            QueuedMessage message = ready.poll();
            if (message == null) {
                shelf.fetch(ready);
                break;
            }
            bytes -= message.message().bodySize();
            outstanding.deliver(consumer, message);
            consumers.served(consumer);
        }
        clock.headChanged(ready.peek());
    }
}
