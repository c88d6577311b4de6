package dev.touchstone.chaos.history;

/** What happened. An operation that has no answer in the history is unknown: it may have taken effect or not. */
public enum EventType {
    /** A publish is about to be sent; with a transaction, it belongs to that. */
    PUBLISH,
    /** Its confirm came. */
    CONFIRMED,
    /** A negative confirm came: the broker takes no responsibility, and the publish is unknown. */
    NACKED,
    /** It came back as unroutable. */
    RETURNED,
    /** A consumer got it, or {@code basic.get} did. */
    DELIVERED,
    /** A consumer got something whose body is not what was published. */
    CORRUPT,
    /** An ack is about to be sent; with a transaction, it belongs to that. */
    ACK,
    /** {@code tx.commit} is about to be sent. */
    COMMIT,
    /** {@code commit-ok} came. */
    COMMITTED,
    /** {@code tx.rollback} is about to be sent. */
    ROLLBACK,
    /** {@code rollback-ok} came. */
    ROLLED_BACK,
    /** The broker's process was killed; a new epoch begins after it. */
    KILLED,
    /** The broker runs again and accepts connections. */
    RESTARTED,
    /** A durable object that was declared is missing after a restart. */
    GONE,
    /** Something that had to happen did not, within its deadline: a confirm, a connection, the end of a drain. */
    STUCK,
    /** Every queue was emptied after the last restart, and all that came was acked. */
    DRAINED
}
