package dev.touchstone.broker.queue;

import dev.touchstone.broker.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    /** Takes all messages of another store with the same lines, see {@link ReadyLine#join}. */
    void join(ReadyStore other, long ranksFrom) {
        for (int i = 0; i < other.lines.length; i++) {
            ReadyLine joining = other.lines[i];
            if (joining != null && !joining.isEmpty()) {
                line(i).join(joining, ranksFrom);
            }
        }
        count += other.count;
        bytes += other.bytes;
    }

    /** How many lines there are. */
    int lines() {
        return lines.length;
    }

    /** The line of a message. A priority above the highest one counts as the highest (PRIO-04). */
    int lineOf(Message message) {
        return lines.length == 1 ? 0 : Math.min(message.priority(), lines.length - 1);
    }

    /** These messages, the highest priority first; those of one priority in the order in which they are given. */
    List<QueuedMessage> byPriority(List<QueuedMessage> messages) {
        if (lines.length == 1 || messages.size() == 1) {
            return messages;
        }
        List<QueuedMessage> sorted = new ArrayList<>(messages);
        sorted.sort(Comparator.comparingInt(one -> -lineOf(one.message())));
        return sorted;
    }

    /** Messages of a line that come at this position and after it lie in the ledger only. */
    void addAway(int line, long position, long messages, long octets) {
        line(line).addAway(position, messages);
        count += messages;
        bytes += octets;
    }

    /** Whether some messages of a line lie in the ledger only. */
    boolean isAway(int line) {
        ReadyLine at = lines[line];
        return at != null && at.away() > 0;
    }

    /** How many messages of a line are in memory. */
    int inMemory(int line) {
        ReadyLine at = lines[line];
        return at == null ? 0 : at.inMemory();
    }

    /** The line whose head is the next to be delivered and lies in the ledger only, or -1. */
    int awayLine() {
        int priority = highest();
        ReadyLine line = priority < 0 ? null : lines[priority];
        return line != null && line.peek() == null ? priority : -1;
    }

    /** Where the messages of a line begin that lie in the ledger only. */
    long awayFrom(int line) {
        return line(line).awayFrom();
    }

    /** Says that a line is being read; false if it was already. */
    boolean startLoading(int line) {
        return line(line).startLoading();
    }

    /** A line was read. */
    void loaded(int line) {
        line(line).loaded();
    }

    /** The first message of a line that lay in the ledger only is in memory again. */
    void bringBack(int line, QueuedMessage message) {
        line(line).bringBack(message);
    }

    /** Forgets everything that lies in the ledger only. */
    void loseAllAway() {
        for (int line = 0; line < lines.length; line++) {
            if (isAway(line)) {
                lost(line);
            }
        }
    }

    /** What a line still had in the ledger only is not there any more. */
    void lost(int line) {
        count -= line(line).loseAway();
        if (line(line).isEmpty()) {
            occupied[line >> 6] &= ~(1L << line);
        }
        if (count == 0) {
            bytes = 0;
        }
    }

    /** The first position of a line from which on everything waits; messages that came back stand before it. Or -1. */
    long firstOfOrder(int line) {
        ReadyLine at = lines[line];
        return at == null ? -1 : at.firstOfOrder();
    }

    /** The message to be delivered next, or null if there is none in memory. */
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

    private ReadyLine lineFor(QueuedMessage message) {
        return line(lineOf(message.message()));
    }

    private ReadyLine line(int priority) {
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
