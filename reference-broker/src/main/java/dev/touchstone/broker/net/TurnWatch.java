package dev.touchstone.broker.net;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Times the pieces of work that one loop does, since everything else on that loop waits meanwhile. Written by the loop, read by anybody.
 * Times are of the wall clock: a pause of the machine or of the garbage collector counts too.
 */
final class TurnWatch {
    /** What a turn may take. */
    static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(TurnWatch.class);

    private volatile long longTurns;
    private volatile long longestNanos;

    /** A piece of work is over that began at {@code startedNanos} of {@link System#nanoTime}. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void over(long startedNanos) {
        long nanos = System.nanoTime() - startedNanos;
        if (nanos > LONG_NANOS) {
            longTurns++;
            LOGGER.debug("a turn of the loop took {} ms", TimeUnit.NANOSECONDS.toMillis(nanos));
        }
        if (nanos > longestNanos) {
            longestNanos = nanos;
        }
    }

    long longTurns() {
        return longTurns;
    }

    /** The longest one since the last call. */
    long takeLongestNanos() {
        long longest = longestNanos;
        longestNanos = 0;
        return longest;
    }
}
