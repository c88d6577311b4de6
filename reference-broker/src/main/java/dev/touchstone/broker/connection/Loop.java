package dev.touchstone.broker.connection;

/** One event loop: whatever it runs touches nothing that another loop owns. */
public interface Loop {
    /** Runs a task on the loop; in its order if posted from one thread. */
    void post(Runnable task);

    /** Whether the caller is on the loop. */
    boolean isHere();

    /** Runs a task on the loop after {@code delayMillis} of wall clock time. */
    Cancellable after(long delayMillis, Runnable task);
}
