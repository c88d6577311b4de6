package dev.touchstone.suite.run;

import java.time.Duration;
import java.util.List;

/**
 * What a run shall do.
 *
 * @param filter patterns of rule or case ids that are wanted ({@code TTL-06}, {@code EXCH*}, {@code CONN}); empty: all
 * @param exclude patterns of those that are not
 * @param levels levels that are wanted ({@code S!}, {@code D!}, {@code I}, {@code Q}); empty: all
 * @param jobs cases that run side by side, 1 to 64
 * @param patience how long a case waits for something that must come
 * @param deadline after this a case's sockets are closed and it is INCONCLUSIVE
 * @param seed of everything that is generated
 * @param tries generated examples per property
 * @param failFast stop at the first FAIL, ERROR or INCONCLUSIVE
 * @param nodeControl node-wide cases may run on this target's own node
 */
public record RunOptions(
        List<String> filter,
        List<String> exclude,
        List<String> levels,
        int jobs,
        Duration patience,
        Duration deadline,
        long seed,
        int tries,
        boolean failFast,
        boolean nodeControl) {
    /** Everything, 24 side by side, 10 s of patience, 60 s for a case. */
    public static RunOptions defaults(long seed) {
        return new RunOptions(
                List.of(),
                List.of(),
                List.of(),
                24,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                seed,
                50,
                false,
                false);
    }
}
