package dev.touchstone.broker.vhost;

import dev.touchstone.broker.queue.QueueMachine;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** When which queue wants to be woken. A queue has one time; asking again replaces it. */
final class Wakes {
    private final PriorityQueue<Wake> byTime =
            new PriorityQueue<>(Comparator.comparingLong(Wake::atMillis).thenComparingLong(Wake::number));
    private final Map<QueueMachine, Wake> byQueue = new HashMap<>();
    private long number;

    private record Wake(long atMillis, long number, QueueMachine queue) {}

    void set(QueueMachine queue, long atMillis) {
        if (atMillis == Long.MAX_VALUE) {
            byQueue.remove(queue);
            return;
        }
        Wake wake = new Wake(atMillis, number++, queue);
        byQueue.put(queue, wake);
        byTime.add(wake);
    }

    /** The earliest time, or {@link Long#MAX_VALUE}. */
    long next() {
        Wake first = first();
        return first == null ? Long.MAX_VALUE : first.atMillis();
    }

    /** Removes and returns a queue whose time has come, the earliest first, or null. */
    @Nullable
    QueueMachine pollDue(long nowMillis) {
        Wake first = first();
        if (first == null || first.atMillis() > nowMillis) {
            return null;
        }
        byTime.remove();
        byQueue.remove(first.queue());
        return first.queue();
    }

    private @Nullable Wake first() {
        Wake first = byTime.peek();
        while (first != null && !first.equals(byQueue.get(first.queue()))) {
            byTime.remove();
            first = byTime.peek();
        }
        return first;
    }
}
