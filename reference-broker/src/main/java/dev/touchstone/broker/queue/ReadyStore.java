package dev.touchstone.broker.queue;

import org.jspecify.annotations.Nullable;

/** The messages of a queue that wait for a consumer: one line, or one for each priority, the highest first (PRIO-02). Counts messages and body octets. */
final class ReadyStore {
    private final @Nullable ReadyLine[] lines;
    private final long[] occupied;
    private long count;
    private long bytes;

    /** A store with priorities 0 to {@code maxPriority}; 0 and less is a single line. */
    ReadyStore(int maxPriority) {
        int priorities = Math.max(maxPriority, 0) + 1;
        lines = new @Nullable ReadyLine[priorities];
        occupied = new long[(priorities + 63) / 64];
    }

    boolean isEmpty() {
        return count == 0;
    }

    long count() {
        return count;
    }

    /** Body octets of all messages. */
    long bytes() {
        return bytes;
    }

    void add(QueuedMessage message) {
        lineFor(message).add(message);
        count++;
        bytes += message.message().bodySize();
    }

    /** Takes a message back at its position and priority (ACK-07, PRIO-11). */
    void addReturned(QueuedMessage message) {
        lineFor(message).addReturned(message);
        count++;
        bytes += message.message().bodySize();
    }

    /** The message to be delivered next, or null. */
    @Nullable
    QueuedMessage peek() {
        ReadyLine line = first();
        return line == null ? null : line.peek();
    }

    /** Removes the message to be delivered next, or returns null. */
    @Nullable
    QueuedMessage poll() {
        int priority = highest();
        ReadyLine line = priority < 0 ? null : lines[priority];
        QueuedMessage message = line == null ? null : line.poll();
        if (line == null || message == null) {
            return null;
        }
        if (line.isEmpty()) {
            occupied[priority >> 6] &= ~(1L << priority);
        }
        count--;
        bytes -= message.message().bodySize();
        return message;
    }

    /** A priority above the highest one counts as the highest (PRIO-04). */
    private ReadyLine lineFor(QueuedMessage message) {
        int priority = lines.length == 1 ? 0 : Math.min(message.message().priority(), lines.length - 1);
        occupied[priority >> 6] |= 1L << priority;
        ReadyLine line = lines[priority];
        if (line == null) {
            line = new ReadyLine();
            lines[priority] = line;
        }
        return line;
    }

    private @Nullable ReadyLine first() {
        int priority = highest();
        return priority < 0 ? null : lines[priority];
    }

    /** The highest priority with messages, or -1. */
    private int highest() {
        for (int word = occupied.length - 1; word >= 0; word--) {
            if (occupied[word] != 0) {
                return word * 64 + 63 - Long.numberOfLeadingZeros(occupied[word]);
            }
        }
        return -1;
    }
}
