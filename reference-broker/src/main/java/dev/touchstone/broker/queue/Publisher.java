package dev.touchstone.broker.queue;

import dev.touchstone.broker.ledger.Receipt;

/** Hears what became of a publish, once from each queue that it was given to; the call may come before {@code publish} returns, or much later, when a message is safe. */
public interface Publisher extends Receipt {
    /** The queue has the message, or was right to let it go: it expired at once, or a length limit dropped it from the head (LEN-02). */
    @Override
    void accepted(long sequenceNumber);

    /** The queue refused it because it is full (LEN-03). */
    void refused(long sequenceNumber);
}
