package dev.touchstone.ci.cli;

import java.time.Instant;

/** Names of runs: what everything that a run makes on a target begins with. */
final class RunNames {
    private RunNames() {}

    /** {@code touchstone-}, the time in hexadecimal, some bits of the seed, {@code -}. */
    static String fresh(long seed) {
        return String.format(
                "touchstone-%08x%04x-",
                Instant.now().getEpochSecond(), (seed ^ ProcessHandle.current().pid()) & 0xFFFF);
    }
}
