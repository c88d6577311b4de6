package dev.touchstone.suite.model;

import dev.touchstone.suite.script.Event;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a step brings.
 *
 * @param events all that must come, in order within each stream
 * @param refusal set if the broker refuses; then nothing was changed yet, and {@link Model#refuse} says what follows
 * @param ripple true if a queue passed messages on by itself, so that others may see it a little later
 * @param race true if the order of independent processes decides: the model no longer knows what must come
 * @param gone queues that a lost connection took along
 */
public record Outcome(List<Event> events, Optional<Refusal> refusal, boolean ripple, boolean race, Set<String> gone) {
    public Outcome {
        events = List.copyOf(events);
        gone = Set.copyOf(gone);
    }

    static Outcome refused(Refusal refusal) {
        return new Outcome(List.of(), Optional.of(refusal), false, false, Set.of());
    }
}
