package dev.touchstone.suite.run.clean;

import java.nio.file.Path;
import java.util.Map;

/** Where journals are kept. */
public final class StateFolder {
    private StateFolder() {}

    /** {@code TOUCHSTONE_STATE}, else {@code XDG_STATE_HOME/touchstone}, else {@code ~/.local/state/touchstone}. */
    public static Path of(Map<String, String> environment, String userHome) {
        String own = environment.getOrDefault("TOUCHSTONE_STATE", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.isBlank() ? Path.of(userHome, ".local", "state") : Path.of(state);
        return base.resolve("touchstone");
    }

    /** That of the user who runs this process. */
    public static Path ofThisProcess() {
        return of(System.getenv(), System.getProperty("user.home"));
    }
}
