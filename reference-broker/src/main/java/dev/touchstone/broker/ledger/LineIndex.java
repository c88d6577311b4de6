package dev.touchstone.broker.ledger;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where the messages of one line of a queue lie, by their positions. Four to five octets a message. */
final class LineIndex {
    private static final int BITS = Integer.numberOfTrailingZeros(IndexChunk.POSITIONS);

    private final TreeMap<Long, IndexChunk> chunks = new TreeMap<>();
    private @Nullable IndexChunk cached;
    private long cachedKey = -1;
    private long count;

    long count() {
        return count;
    }

    void put(long position, Segment segment, int offset) {
        IndexChunk chunk = chunk(position);
        if (chunk == null) {
            chunk = new IndexChunk(segment);
            dropIdleLast();
            chunks.put(position >> BITS, chunk);
            cached = chunk;
            cachedKey = position >> BITS;
        }
        int before = chunk.live();
        chunk.put(slot(position), segment, offset);
        count += chunk.live() - before;
    }

    /** The last chunk stays when it is empty, so that a queue that is mostly empty does not make one for each message. */
    private void dropIdleLast() {
        Map.Entry<Long, IndexChunk> last = chunks.lastEntry();
        if (last != null && last.getValue().live() == 0) {
            forget(last.getKey());
        }
    }

    private void forget(long key) {
        chunks.remove(key);
        if (cachedKey == key) {
            cached = null;
            cachedKey = -1;
        }
    }

    boolean has(long position) {
        IndexChunk chunk = chunk(position);
        return chunk != null && chunk.has(slot(position));
    }

    /** Whether the message at this position lies exactly there. */
    boolean isAt(long position, Segment segment, int offset) {
        IndexChunk chunk = chunk(position);
        int slot = slot(position);
        return chunk != null && chunk.has(slot) && chunk.offset(slot) == offset && chunk.segment(slot) == segment;
    }

    /** Forgets a message; false if there was none. */
    boolean remove(long position) {
        IndexChunk chunk = chunk(position);
        int slot = slot(position);
        if (chunk == null || !chunk.has(slot)) {
            return false;
        }
        chunk.remove(slot);
        count--;
        if (chunk.live() == 0 && chunks.lastKey() != position >> BITS) {
            forget(position >> BITS);
        }
        return true;
    }

    /** Forgets all messages from a position up to, not with, another; returns how many. */
    long removeRange(long from, long to) {
        long before = count;
        for (Long key : new ArrayList<>(
                chunks.subMap(from >> BITS, true, to >> BITS, true).keySet())) {
            IndexChunk chunk = chunks.get(key);
            int slot = chunk == null ? -1 : chunk.next(0);
            while (chunk != null && slot >= 0) {
                long position = (key << BITS) + slot;
                if (position >= from && position < to) {
                    chunk.remove(slot);
                    count--;
                }
                slot = chunk.next(slot + 1);
            }
            if (chunk != null && chunk.live() == 0) {
                forget(key);
            }
        }
        return before - count;
    }

    /** The first position with a message from {@code from} on, or -1. */
    long next(long from) {
        IndexChunk here = chunk(from);
        int slot = here == null ? -1 : here.next(slot(from));
        if (slot >= 0) {
            return (from >> BITS << BITS) + slot;
        }
        Map.Entry<Long, IndexChunk> later = chunks.higherEntry(from >> BITS);
        while (later != null) {
            slot = later.getValue().next(0);
            if (slot >= 0) {
                return (later.getKey() << BITS) + slot;
            }
            later = chunks.higherEntry(later.getKey());
        }
        return -1;
    }

    /** The last position with a message, or -1. */
    long last() {
        for (Map.Entry<Long, IndexChunk> entry : chunks.descendingMap().entrySet()) {
            for (int slot = IndexChunk.POSITIONS - 1; slot >= 0; slot--) {
                if (entry.getValue().has(slot)) {
                    return (entry.getKey() << BITS) + slot;
                }
            }
        }
        return -1;
    }

    Segment segment(long position) {
        return required(position).segment(slot(position));
    }

    int offset(long position) {
        return required(position).offset(slot(position));
    }

    void markDelivered(long position) {
        if (has(position)) {
            required(position).markDelivered(slot(position));
        }
    }

    boolean wasDelivered(long position) {
        return has(position) && required(position).wasDelivered(slot(position));
    }

    void size(long position, int octets) {
        required(position).size(slot(position), octets);
    }

    /** Octets of all bodies, known once, at the end of recovery. */
    long takeSizes() {
        long total = 0;
        for (IndexChunk chunk : chunks.values()) {
            for (int slot = chunk.next(0); slot >= 0; slot = chunk.next(slot + 1)) {
                total += chunk.size(slot);
            }
            chunk.forgetSizes();
        }
        return total;
    }

    private IndexChunk required(long position) {
        IndexChunk chunk = chunk(position);
        if (chunk == null) {
            throw new IllegalStateException("nothing is at position " + position);
        }
        return chunk;
    }

    private @Nullable IndexChunk chunk(long position) {
        long key = position >> BITS;
        if (key != cachedKey) {
            cached = chunks.get(key);
            cachedKey = cached == null ? -1 : key;
        }
        return cached;
    }

    private static int slot(long position) {
        return (int) position & IndexChunk.POSITIONS - 1;
    }
}
