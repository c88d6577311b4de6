package dev.touchstone.ci.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command that plays scripts waits. */
public final class Patience {
    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long to wait for something that must come, 1 to 600 (${DEFAULT-VALUE}).")
    private int seconds;

    /** What was asked for; anything else is refused. */
    Duration time() {
        UserError.check(seconds >= 1 && seconds <= 600, "--timeout takes 1 to 600 seconds");
        return Duration.ofSeconds(seconds);
    }
}
