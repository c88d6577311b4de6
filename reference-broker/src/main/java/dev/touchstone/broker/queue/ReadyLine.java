package dev.touchstone.broker.queue;

import org.jspecify.annotations.Nullable;

/**
 * Messages of one priority that wait for a consumer, in the order of their positions.
 *
 * <p>New messages go to a chain of blocks: no copy as it grows, memory comes back as it shrinks. Messages that come back were all taken from the
 * head before, so each of them stands before every message in the chain; they wait sorted by themselves (ACK-07). Behind the chain may be
 * messages that lie in the ledger only: a count and a first position.
 */
final class ReadyLine {
    private static final int FIRST_BLOCK = 8;
    private static final int LARGEST_BLOCK = 512;
    /** A drained block up to this size is used again, so that a queue that is mostly empty allocates nothing. */
    private static final int KEPT_BLOCK = 32;

    private @Nullable Block head;
    private @Nullable Block tail;
    private @Nullable Returned returned;
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
            returned = new Returned();
        }
        returned.add(message);
        inMemory++;
    }

    /** Takes all messages of another line, as if they came one by one; the ranks of those that came back count from {@code ranksFrom}. */
    void join(ReadyLine other, long ranksFrom) {
        Returned back = other.returned;
        if (back != null) {
            returned = (returned == null ? new Returned() : returned).join(back, ranksFrom);
        }
        Block first = other.head;
        if (first != null && first.first != first.end) {
            joinChain(first, other);
        }
        inMemory += other.inMemory;
    }

    private void joinChain(Block first, ReadyLine other) {
        QueuedMessage message = first.items[first.first];
        disordered |= other.disordered || message != null && message.position() < lastPosition;
        lastPosition = other.lastPosition;
        if (tail == null || head == null || head.first == head.end) {
            head = first;
        } else {
            tail.next = first;
        }
        tail = other.tail;
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
            returned = returned.orNothing();
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
