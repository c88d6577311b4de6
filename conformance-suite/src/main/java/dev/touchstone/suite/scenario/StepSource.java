package dev.touchstone.suite.scenario;

import dev.touchstone.suite.model.View;
import dev.touchstone.suite.script.Step;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Chooses the next step, knowing what the model holds; empty at the end. */
@FunctionalInterface
public interface StepSource {
    Optional<Step> next(View view);

    /** These steps, one after the other. */
    static StepSource of(List<Step> steps) {
        Iterator<Step> iterator = steps.iterator();
        return view -> iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }
}
