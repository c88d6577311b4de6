package dev.touchstone.broker.ledger;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the messages at up to {@link #POSITIONS} neighbouring positions of a line lie: four octets each, as long as all lie in one segment. An offset
 * of 0 stands for no message.
 */
final class IndexChunk {
    static final int POSITIONS = 1024;
    private static final int FIRST = 16;

    private int[] offsets = new int[FIRST];
    private Segment segment;
    private Segment @Nullable [] segments;
    private long @Nullable [] delivered;
    private int @Nullable [] sizes;
    private int live;

    IndexChunk(Segment segment) {
        this.segment = segment;
    }

    int live() {
        return live;
    }

    boolean has(int slot) {
        return slot < offsets.length && offsets[slot] != 0;
    }

    int offset(int slot) {
        return offsets[slot];
    }

    Segment segment(int slot) {
        return segments == null ? segment : segments[slot];
    }

    /** Puts a message at a slot, or says where it lies now. */
    void put(int slot, Segment in, int offset) {
        if (slot >= offsets.length) {
            grow(slot);
        }
        if (offsets[slot] == 0) {
            live++;
        } else {
            segment(slot).leave();
        }
        in.enter();
        offsets[slot] = offset;
        place(slot, in);
    }

    private void place(int slot, Segment in) {
        if (segments == null) {
            if (segment == in) {
                return;
            }
            if (live == 1) {
                segment = in;
                return;
            }
            segments = new Segment[offsets.length];
            Arrays.fill(segments, segment);
        }
        segments[slot] = in;
    }

    private void grow(int slot) {
        int length = offsets.length;
        while (length <= slot) {
            length *= 2;
        }
        int old = offsets.length;
        offsets = Arrays.copyOf(offsets, length);
        if (segments != null) {
            segments = Arrays.copyOf(segments, length);
            Arrays.fill(segments, old, length, segment);
        }
    }

    void remove(int slot) {
        segment(slot).leave();
        offsets[slot] = 0;
        live--;
        if (delivered != null) {
            delivered[slot >> 6] &= ~(1L << slot);
        }
    }

    void markDelivered(int slot) {
        if (delivered == null) {
            delivered = new long[POSITIONS / 64];
        }
        delivered[slot >> 6] |= 1L << slot;
    }

    boolean wasDelivered(int slot) {
        return delivered != null && (delivered[slot >> 6] & 1L << slot) != 0;
    }

    /** The first slot with a message from {@code from} on, or -1. */
    int next(int from) {
        for (int slot = from; slot < offsets.length; slot++) {
            if (offsets[slot] != 0) {
                return slot;
            }
        }
        return -1;
    }

    // Sizes are known during recovery only: they tell how much a queue holds, and would double the memory.

    void size(int slot, int octets) {
        if (sizes == null) {
            sizes = new int[POSITIONS];
        }
        sizes[slot] = octets;
    }

    int size(int slot) {
        return sizes == null ? 0 : sizes[slot];
    }

    void forgetSizes() {
        sizes = null;
    }
}
