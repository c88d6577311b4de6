package dev.touchstone.broker.ledger;

import org.jspecify.annotations.Nullable;

/** What the message log needs from its virtual host and its loop. */
public interface LogHome {
    /** Runs a task on the loop, after what is under way in this turn. */
    void post(Runnable task);

    /** Runs a task on the loop after that time. */
    void later(long delayMillis, Runnable task);

    /** 64 random bits. */
    long entropy();

    /** The disk refuses to write, for that reason; with null: it writes again. Nothing is lost meanwhile, it waits in memory. On the loop. */
    void diskRefuses(@Nullable String reason);

    /** What waited to be written has been: publishers that waited for it may go on. On the loop. */
    void relieved();

    /** Something cannot be read that should be there. */
    void damaged(String what);
}
