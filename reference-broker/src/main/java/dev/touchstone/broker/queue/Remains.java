package dev.touchstone.broker.queue;

import java.util.ArrayDeque;
import java.util.Queue;

/** Messages that a purge took out of their queue and whose memory is still to be given back, a slice at a time. */
final class Remains {
    private final Custody custody;
    private final Queue<ReadyStore> stores = new ArrayDeque<>(1);

    Remains(Custody custody) {
        this.custody = custody;
    }

    void add(ReadyStore store) {
        if (!store.isEmpty()) {
            stores.add(store);
        }
    }

    /** Frees at most {@code budget} messages; returns whether more are left. */
    boolean free(int budget) {
        int left = budget;
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
        return store != null;
    }
}
