package dev.touchstone.suite.scenario;

import dev.touchstone.suite.script.Mismatch;
import dev.touchstone.suite.script.Script;

/**
 * A disagreement between model and broker, made small.
 *
 * @param seed of the scenario in which it was found
 * @param script plays without model and generator, and fails where the broker still does it
 * @param steps how many the scenario had taken
 * @param failures how often the script failed
 * @param replays of so many replays
 */
public record Discovery(long seed, Script script, Mismatch mismatch, int steps, int failures, int replays) {
    /** For the name of a file. */
    public String slug() {
        return Shrinker.slug(java.util.Optional.of(mismatch)) + "-" + seed;
    }
}
