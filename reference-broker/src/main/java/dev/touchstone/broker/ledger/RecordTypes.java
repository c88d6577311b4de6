package dev.touchstone.broker.ledger;

/** The types of records in a message log. */
final class RecordTypes {
    /** The kind of the files. */
    static final int KIND = 1;

    /** A message, and the queues that have it. */
    static final int MESSAGE = 1;

    /** Messages of a queue that are settled. */
    static final int ACK = 2;

    /** Messages of a queue that were delivered and may be unsettled. */
    static final int DELIVERED = 3;

    /** All messages of a line between two positions are gone. */
    static final int DROP = 4;

    /** A queue is gone with all its messages. */
    static final int QUEUE_GONE = 5;

    /** The log was closed in an orderly way: every delivery before is written. Taken away when the log is opened again. */
    static final int CLOSED = 6;

    private RecordTypes() {}
}
