package dev.touchstone.broker.channel;

import dev.touchstone.broker.queue.QueuedMessage;
import org.jspecify.annotations.Nullable;

/**
 * The unacknowledged deliveries of a channel in the order of their tags: parallel rings, no object per delivery. Settled ones leave a gap, which goes
 * when it reaches the head or when gaps are most of the ring.
 */
final class Unacked {
    private static final int FIRST_CAPACITY = 16;

    private long[] tags = {};
    private @Nullable QueuedMessage[] messages = {};
    private @Nullable Subscription[] subscriptions = {};
    private long[] deliveredAt = {};
    private int head;
    private int span;
    private int count;

    /** Takes a delivery; tags only grow. */
    void add(long tag, QueuedMessage message, @Nullable Subscription subscription, long nowMillis) {
        if (span == tags.length) {
            resize();
        }
        int slot = slot(span++);
        tags[slot] = tag;
        messages[slot] = message;
        subscriptions[slot] = subscription;
        deliveredAt[slot] = nowMillis;
        count++;
    }

    /** How many are outstanding. */
    int count() {
        return count;
    }

    /** The position of an outstanding tag, or -1. Positions hold until the next change. */
    int find(long tag) {
        if (count == 0) {
            return -1;
        }
        long guess = tag - tags[head];
        if (guess >= 0 && guess < span && tags[slot((int) guess)] == tag) {
            return messages[slot((int) guess)] == null ? -1 : (int) guess;
        }
        int low = 0;
        int high = span - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = tags[slot(middle)];
            if (found == tag) {
                return messages[slot(middle)] == null ? -1 : middle;
            }
            if (found < tag) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** The last position up to that tag among the first {@code most}, or -1. */
    int lastUpTo(long tag, int most) {
        int last = Math.min(span, most) - 1;
        while (last >= 0 && tags[slot(last)] > tag) {
            last--;
        }
        return last;
    }

    /** How many positions there are, gaps included. */
    int span() {
        return span;
    }

    /** The delivery at a position, or null for a gap. */
    @Nullable
    QueuedMessage message(int position) {
        return messages[slot(position)];
    }

    /** The consumer that it went to, or null for {@code basic.get}. */
    @Nullable
    Subscription subscription(int position) {
        return subscriptions[slot(position)];
    }

    /** The tag at a position. */
    long tag(int position) {
        return tags[slot(position)];
    }

    /** When the oldest outstanding delivery went out, or {@code Long.MAX_VALUE} if there is none. */
    long oldestDeliveredAt() {
        return count == 0 ? Long.MAX_VALUE : deliveredAt[head];
    }

    /** When the delivery at a position went out. */
    long deliveredAt(int position) {
        return deliveredAt[slot(position)];
    }

    /** Settles the one at a position; positions of others stay valid until {@link #trim}. */
    void remove(int position) {
        int slot = slot(position);
        messages[slot] = null;
        subscriptions[slot] = null;
        count--;
    }

    /** Gives gaps at the head back. */
    void trim() {
        while (span > 0 && messages[head] == null) {
            head = head + 1 & tags.length - 1;
            span--;
        }
    }

    private int slot(int position) {
        return head + position & tags.length - 1;
    }

    private void resize() {
        int capacity = tags.length == 0 ? FIRST_CAPACITY : count * 2 > tags.length ? tags.length * 2 : tags.length;
        long[] newTags = new long[capacity];
        @Nullable QueuedMessage[] newMessages = new @Nullable QueuedMessage[capacity];
        @Nullable Subscription[] newSubscriptions = new @Nullable Subscription[capacity];
        long[] newDeliveredAt = new long[capacity];
        int kept = 0;
        for (int i = 0; i < span; i++) {
            int slot = slot(i);
            if (messages[slot] != null) {
                newTags[kept] = tags[slot];
                newMessages[kept] = messages[slot];
                newSubscriptions[kept] = subscriptions[slot];
                newDeliveredAt[kept] = deliveredAt[slot];
                kept++;
            }
        }
        tags = newTags;
        messages = newMessages;
        subscriptions = newSubscriptions;
        deliveredAt = newDeliveredAt;
        head = 0;
        span = kept;
    }
}
