package dev.touchstone.ci.kill;

import dev.touchstone.suite.run.RunOptions;
import java.time.Duration;
import java.util.List;

/**
 * How bugs are hunted.
 *
 * @param jobs cases side by side
 * @param patience how long a case waits for something that must come; each bug that swallows answers costs this
 * @param tries generated examples for each property
 * @param seed of everything that is generated
 * @param budget at most so long for one bug
 */
public record HuntSettings(int jobs, Duration patience, int tries, long seed, Duration budget) {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** What the command does unless it is told otherwise. */
    public static HuntSettings defaults(long seed) {
        return new HuntSettings(16, Duration.ofSeconds(10), 50, seed, Duration.ofMinutes(3));
    }

    RunOptions options(List<String> filter, List<String> exclude) {
        return new RunOptions(filter, exclude, List.of(), jobs, patience, DEADLINE, seed, tries, false, false);
    }
}
