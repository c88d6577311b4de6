package dev.touchstone.broker.vhost;

/** What a virtual host needs from its loop. */
public interface VhostEffects {
    /**
     * {@link VirtualHost#onWake} is due at {@code atMillis} of the broker's clock or soon after; a later call replaces the time.
     * {@link Long#MAX_VALUE} means never.
     */
    void wakeAt(long atMillis);

    /** {@link VirtualHost#onWake} has more to do: in the next turn of the loop. May be called more than once before that. */
    void wakeSoon();

    /** Something that survives a restart is about to change: whoever keeps it writes that down, before the client is answered (DUR-01). */
    default void changing(TopologyChange change) {}

    /** A number for a new queue that no other queue ever had, not even one of the same name. */
    default long newQueueId() {
        return 0;
    }
}
