package dev.touchstone.broker.connection;

/** A timer that can be called off. */
public interface Cancellable {
    /** Calls it off; nothing happens if it has fired or was called off before. */
    void cancel();
}
