package dev.touchstone.broker.queue;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Messages that came back, the one with the smallest rank first. Those that were gathered elsewhere join as they are, without being sorted again: each
 * such batch keeps its heap, and its ranks count from a number of its own.
 */
final class Returned {
    private static final Comparator<QueuedMessage> BY_RANK = Comparator.comparingLong(QueuedMessage::rank);

    /** Messages that are sorted in one by one when two batches meet. */
    private static final int FEW = 256;

    private final PriorityQueue<QueuedMessage> heap = new PriorityQueue<>(BY_RANK);
    private long ranksFrom;
    private @Nullable Returned next;

    /** Takes a message with the rank that it has. */
    void add(QueuedMessage message) {
        if (ranksFrom != 0) {
            message.rank(message.rank() - ranksFrom);
        }
        heap.add(message);
    }

    /** Takes a batch whose ranks count from {@code ranksFrom}; returns what holds everything from now on. */
    Returned join(Returned batch, long batchRanksFrom) {
        batch.ranksFrom = batchRanksFrom;
        if (batch.heap.size() <= FEW) {
            batch.moveTo(this);
            return this;
        }
        if (next == null && heap.size() <= FEW) {
            moveTo(batch);
            return batch;
        }
        batch.next = this;
        return batch;
    }

    private void moveTo(Returned other) {
        for (QueuedMessage message : heap) {
            message.rank(message.rank() + ranksFrom);
            other.add(message);
        }
    }

    /** The message with the smallest rank, or null. */
    @Nullable
    QueuedMessage peek() {
        return next == null ? heap.peek() : first().heap.peek();
    }

    /** Removes the message with the smallest rank, or returns null. */
    @Nullable
    QueuedMessage poll() {
        return next == null ? heap.poll() : first().heap.poll();
    }

    /** What is left of it once a message was removed: null if nothing is. */
    @Nullable
    Returned orNothing() {
        if (next != null) {
            next = next.orNothing();
        }
        return heap.isEmpty() ? next : this;
    }

    private Returned first() {
        Returned first = this;
        for (Returned batch = next; batch != null; batch = batch.next) {
            if (batch.firstRank() < first.firstRank()) {
                first = batch;
            }
        }
        return first;
    }

    private long firstRank() {
        QueuedMessage first = heap.peek();
        return first == null ? Long.MAX_VALUE : first.rank() + ranksFrom;
    }
}
