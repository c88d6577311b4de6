package dev.touchstone.suite.run;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.lifecycle.FalsifiedSample;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.ShrunkFalsifiedSample;

/** The end of a property of which no try was made: the target cannot do it, or the run was stopped. */
record NotTried(Status status, Optional<Throwable> throwable) implements PropertyExecutionResult {
    @Override
    public Optional<String> seed() {
        return Optional.empty();
    }

    @Override
    public Optional<List<Object>> falsifiedParameters() {
        return Optional.empty();
    }

    @Override
    public int countChecks() {
        return 0;
    }

    @Override
    public int countTries() {
        return 0;
    }

    @Override
    public Optional<FalsifiedSample> originalSample() {
        return Optional.empty();
    }

    @Override
    public Optional<ShrunkFalsifiedSample> shrunkSample() {
        return Optional.empty();
    }

    @Override
    public PropertyExecutionResult mapTo(Status newStatus, @org.jspecify.annotations.Nullable Throwable reason) {
        return new NotTried(newStatus, Optional.ofNullable(reason));
    }
}
