package dev.touchstone.broker;

import java.util.concurrent.atomic.LongAdder;

/** How often somebody tried to log in by one protocol, and how often in vain (MGMT-24). Thread-safe. */
public final class LoginCount {
    private final LongAdder attempts = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /** Somebody tried; returns {@code succeeded}. */
    public boolean count(boolean succeeded) {
        attempts.increment();
        if (!succeeded) {
            failures.increment();
        }
        return succeeded;
    }

    /** All of them. */
    public long attempts() {
        return attempts.sum();
    }

    /** Those in vain. */
    public long failures() {
        return failures.sum();
    }

    /** Begins again at zero. */
    public void forget() {
        attempts.reset();
        failures.reset();
    }
}
