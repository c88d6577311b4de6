package dev.touchstone.chaos.crash;

import dev.touchstone.chaos.history.Judgement;
import java.util.List;

/**
 * How a run ended.
 *
 * @param cyclesDone may be less than the plan's, if the run was interrupted or the broker did not come back
 * @param restartMillis how long each restart took, in the order of the cycles
 * @param notes what a person should read
 */
public record CrashResult(
        CrashPlan plan, int cyclesDone, List<Long> restartMillis, Judgement judgement, List<String> notes) {
    /** Copies the lists. */
    public CrashResult {
        restartMillis = List.copyOf(restartMillis);
        notes = List.copyOf(notes);
    }
}
