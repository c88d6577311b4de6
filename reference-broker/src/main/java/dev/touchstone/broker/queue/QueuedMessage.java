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
    private boolean redelivered;
    private boolean unacked;

    QueuedMessage(QueueMachine queue, Message message, long position, long expiresAt) {
        this.queue = queue;
        this.message = message;
        this.position = position;
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
        return redelivered;
    }

    /** Its place in the queue: what was published later has a larger one (ACK-07). */
    public long position() {
        return position;
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
        redelivered = true;
    }
}
