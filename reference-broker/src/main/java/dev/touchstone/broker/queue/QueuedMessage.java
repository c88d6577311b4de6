package dev.touchstone.broker.queue;

import dev.touchstone.broker.message.Message;

/** A message in one queue: its place in the order, when it expires, whether it was delivered before. Also the handle to settle a delivery with. */
public final class QueuedMessage {
    /** The expiry of a message that never expires. */
    static final long NEVER = Long.MAX_VALUE;

    private final QueueMachine queue;
    private final Message message;
    private final long position;
    private final long expiresAt;
    private long rank;
    private int returns;
    private boolean unacked;

    QueuedMessage(QueueMachine queue, Message message, long position, long expiresAt) {
        this.queue = queue;
        this.message = message;
        this.position = position;
        this.rank = position;
        this.expiresAt = expiresAt;
    }

    /** The queue that it must be settled with. */
    public QueueMachine queue() {
        return queue;
    }

    /** The message. */
    public Message message() {
        return message;
    }

    /** Whether it was delivered before (CONS-11). */
    public boolean redelivered() {
        return returns > 0;
    }

    /** How often it came back from a delivery. */
    public int returns() {
        return returns;
    }

    /** The message as its receiver sees it; one count passes to the caller. */
    public Message shown() {
        return queue.shown(message, returns);
    }

    /** Its place in the queue: what was published later has a larger one (ACK-07). */
    public long position() {
        return position;
    }

    /** Of messages that came back, the one with the smaller rank is delivered first: the position, unless the queue moved it. */
    long rank() {
        return rank;
    }

    void rank(long newRank) {
        rank = newRank;
    }

    long expiresAt() {
        return expiresAt;
    }

    boolean isUnacked() {
        return unacked;
    }

    void taken() {
        unacked = true;
    }

    void settled() {
        unacked = false;
    }

    void returned() {
        unacked = false;
        returns++;
    }
}
