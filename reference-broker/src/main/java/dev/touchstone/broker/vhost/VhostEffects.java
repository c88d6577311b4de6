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

    /** A message waits in a delayed exchange from now on: whoever keeps things for another start writes it down (DELAY-18). */
    default void delayed(DelayedMessage message) {}

    /** A delayed message was routed, or dropped: it waits no more. */
    default void undelayed(DelayedMessage message) {}
}
