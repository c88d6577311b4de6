package dev.touchstone.suite.run;

import java.util.concurrent.locks.LockSupport;

/** Measures how late this machine itself is: a thread that asks to be woken every 10 ms and notes by how much it was not. */
final class LagMeter implements AutoCloseable {
    /** A machine that is later than this cannot judge times. */
    static final long TOLERANCE_MILLIS = 100;

    private static final long TICK_NANOS = 10_000_000;

    private volatile long worstMillis;
    private volatile boolean closed;
    private final Thread thread;

    LagMeter() {
        thread = new Thread(this::measure, "lag-meter");
        thread.setDaemon(true);
        thread.start();
    }

    private void measure() {
        while (!closed) {
            long before = System.nanoTime();
            LockSupport.parkNanos(TICK_NANOS);
            long lateMillis = (System.nanoTime() - before - TICK_NANOS) / 1_000_000;
            if (lateMillis > worstMillis) {
                worstMillis = lateMillis;
            }
        }
    }

    /** The worst lateness of the whole run so far, in milliseconds. */
    long worstMillis() {
        return worstMillis;
    }

    /** The worst lateness if it grew since that value was read, else 0: enough to excuse a case, never to condemn one. */
    long worstMillisSince(long earlier) {
        long now = worstMillis;
        return now > earlier ? now : 0;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
