package dev.touchstone.suite.run;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The run that cases belong to. JUnit and jqwik make the objects of their extensions themselves and offer no door for an argument
 * that is not text, so this is the one static reference of the suite; it is set while {@link Runner} works and empty otherwise.
 */
final class ActiveRun {
    private static final AtomicReference<Run> CURRENT = new AtomicReference<>();

    private ActiveRun() {}

    static void begin(Run run) {
        if (!CURRENT.compareAndSet(null, run)) {
            throw new IllegalStateException("a run is active in this JVM already");
        }
    }

    static void end() {
        CURRENT.set(null);
    }

    /** The active run; empty where a case class was started by other means than {@link Runner}. */
    static Optional<Run> current() {
        return Optional.ofNullable(CURRENT.get());
    }
}
