package dev.touchstone.broker.connection;

/** The clock that messages, queues and consumers live by, as a virtual host reads it. It may stand still and be moved ahead; it never goes back. */
public interface BrokerTime {
    /** Milliseconds since 1970. */
    long millis();

    /** Whether it stands still: waiting for it by the wall clock is in vain. */
    default boolean isFrozen() {
        return false;
    }
}
