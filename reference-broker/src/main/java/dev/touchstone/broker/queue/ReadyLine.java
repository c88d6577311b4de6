package dev.touchstone.broker.queue;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one priority that wait for a consumer, in the order of their positions.
 *
 * <p>New messages go to a chain of blocks: no copy as it grows, memory comes back as it shrinks. Messages that come back were all taken from the
 * head before, so each of them stands before every message in the chain; they wait sorted in a heap of their own (ACK-07). Behind the chain may be
 * messages that lie in the ledger only: a count and a first position.
 */
final class ReadyLine {
    private static final int FIRST_BLOCK = 8;
    private static final int LARGEST_BLOCK = 512;
    /** A drained block up to this size is used again, so that a queue that is mostly empty allocates nothing. */
    private static final int KEPT_BLOCK = 32;

    private static final Comparator<QueuedMessage> BY_RANK = Comparator.comparingLong(QueuedMessage::rank);

    private @Nullable Block head;
    private @Nullable Block tail;
    private @Nullable PriorityQueue<QueuedMessage> returned;
    private int inMemory;
    private long away;
    private long awayFrom;
    private boolean loading;
    private long lastPosition;
    private boolean disordered;

    private static final class Block {
        private final @Nullable QueuedMessage[] items;
        private int first;
        private int end;
        private @Nullable Block next;

        Block(int size) {
            items = new @Nullable QueuedMessage[size];
        }
    }

    boolean isEmpty() {
        return away == 0 && returned == null && (head == null || head.first == head.end);
    }

    void add(QueuedMessage message) {
        Block last = tail;
        if (last == null || last.end == last.items.length) {
            last = append(last);
        }
        last.items[last.end++] = message;
        disordered |= message.position() < lastPosition;
        lastPosition = message.position();
        inMemory++;
    }

    private Block append(@Nullable Block last) {
        Block made = new Block(last == null ? FIRST_BLOCK : Math.min(LARGEST_BLOCK, last.items.length * 4));
        if (last == null) {
            head = made;
        } else {
            last.next = made;
        }
        tail = made;
        return made;
    }

    /** Takes a message back at its position. */
    void addReturned(QueuedMessage message) {
        if (returned == null) {
            returned = new PriorityQueue<>(BY_RANK);
        }
        returned.add(message);
        inMemory++;
    }

    /** Messages from this position on lie in the ledger only; all later ones too. */
    void addAway(long position, long messages) {
        if (away == 0) {
            awayFrom = position;
        }
        away += messages;
    }

    /** How many messages lie in the ledger only. They stand behind those in memory. */
    long away() {
        return away;
    }

    long awayFrom() {
        return awayFrom;
    }

    int inMemory() {
        return inMemory;
    }

    boolean startLoading() {
        boolean started = !loading;
        loading = true;
        return started;
    }

    void loaded() {
        loading = false;
    }

    /** The first of those that lie in the ledger only is in memory now. */
    void bringBack(QueuedMessage message) {
        add(message);
        away--;
        awayFrom = message.position() + 1;
    }

    /** Those that lay in the ledger only are lost; returns how many. */
    long loseAway() {
        long lost = away;
        away = 0;
        return lost;
    }

    /** The first position behind those that came back, as far as the line is in order; or -1. */
    long firstOfOrder() {
        Block block = head;
        QueuedMessage first = block == null || block.first == block.end ? null : block.items[block.first];
        if (first != null && !disordered) {
            return first.position();
        }
        return away > 0 ? awayFrom : -1;
    }

    /** The first message in memory, or null. */
    @Nullable
    QueuedMessage peek() {
        if (returned != null) {
            return returned.peek();
        }
        Block block = head;
        return block == null || block.first == block.end ? null : block.items[block.first];
    }

    /** Removes the first message, or returns null. */
    @Nullable
    QueuedMessage poll() {
        if (returned != null) {
            QueuedMessage message = returned.poll();
            inMemory--;
            if (returned.isEmpty()) {
                returned = null;
            }
            return message;
        }
        return head == null || head.first == head.end ? null : pollChain(head);
    }

    private @Nullable QueuedMessage pollChain(Block block) {
        QueuedMessage message = block.items[block.first];
        block.items[block.first++] = null;
        inMemory--;
        if (block.first == block.end) {
            drop(block);
        }
        return message;
    }

    private void drop(Block block) {
        if (block.next == null && block.items.length <= KEPT_BLOCK) {
            block.first = 0;
            block.end = 0;
            disordered = false;
            return;
        }
        head = block.next;
        disordered &= head != null;
        if (head == null) {
            tail = null;
        }
    }
}
