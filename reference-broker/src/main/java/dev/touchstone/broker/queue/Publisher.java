package dev.touchstone.broker.queue;

/** Hears what became of a publish, once from each queue that it was given to; the call may come before {@code publish} returns. */
public interface Publisher {
    /** The queue has the message, or was right to let it go: it expired at once, or a length limit dropped it from the head (LEN-02). */
    void accepted(long sequenceNumber);

    /** The queue refused it because it is full (LEN-03). */
    void refused(long sequenceNumber);
}
