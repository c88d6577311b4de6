package dev.touchstone.broker;

import java.util.concurrent.atomic.AtomicLong;

/** The clock that messages, queues and consumers live by: the wall clock, moved ahead on request. Sockets and heartbeats keep to the wall clock. */
public final class BrokerClock {
    private final AtomicLong aheadMillis = new AtomicLong();

    BrokerClock() {}

    /** Milliseconds since 1970. */
    public long millis() {
        return System.currentTimeMillis() + aheadMillis.get();
    }

    /** Moves it ahead; those who wait for a time are woken by the broker. */
    void advanceMillis(long millis) {
        aheadMillis.addAndGet(millis);
    }
}
