package dev.touchstone.broker.queue;

import java.util.ArrayDeque;
import java.util.Queue;

/** Messages that a purge took out of their queue and whose memory is still to be given back, a slice at a time. */
final class Remains {
    /** Messages that one call frees at most, so that a turn of the loop stays short. */
    private static final int TURN_MESSAGES = 1024;

    private final Custody custody;
    private final QueueClock clock;
    private final Queue<ReadyStore> stores = new ArrayDeque<>(1);

    Remains(Custody custody, QueueClock clock) {
        this.custody = custody;
        this.clock = clock;
    }

    /** Frees the first of these, and the others in turns to come. */
    void add(ReadyStore store) {
        if (!store.isEmpty()) {
            stores.add(store);
        }
        free();
    }

    /** Frees some, and asks for another turn if more are left. */
    void free() {
        int left = TURN_MESSAGES;
        ReadyStore store = stores.peek();
        while (store != null && left-- > 0) {
            QueuedMessage message = store.poll();
            if (message == null) {
                stores.remove();
                store = stores.peek();
            } else {
                custody.free(message);
            }
        }
        if (store != null) {
            clock.askTurn();
        }
    }
}
