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
}
