package dev.touchstone.broker;

import java.util.concurrent.atomic.LongAdder;

/** How often somebody tried to log in by one protocol, and how often in vain (MGMT-24). Thread-safe. */
public final class LoginCount {
    private static final int SHOWN_CHARACTERS = 100;

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

    /** A name that somebody typed, as one line of a log can hold it: no control characters, so that nobody writes lines of their own. */
    public static String printable(String name) {
        String shown = name.length() > SHOWN_CHARACTERS ? name.substring(0, SHOWN_CHARACTERS) + "..." : name;
        return "'" + shown.replaceAll("\\p{C}|[\\u2028\\u2029]", "?") + "'";
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
