package dev.touchstone.broker.queue;

/** Why a message is dead-lettered (DLX-02). */
public enum DeathReason {
    /** Rejected or nacked without requeue. */
    REJECTED("rejected"),
    /** Its time to live passed. */
    EXPIRED("expired"),
    /** A length limit dropped it. */
    MAXLEN("maxlen"),
    /** It came back to a quorum queue too often. */
    DELIVERY_LIMIT("delivery_limit");

    private final String headerValue;

    DeathReason(String headerValue) {
        this.headerValue = headerValue;
    }

    /** The value of {@code reason} in an x-death entry. */
    public String headerValue() {
        return headerValue;
    }
}
