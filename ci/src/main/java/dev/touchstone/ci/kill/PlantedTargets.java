package dev.touchstone.ci.kill;

import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.address.AddressException;

/** Targets {@code planted:BUG}: the embedded reference broker with a planted bug, for whatever runs against a target. */
public final class PlantedTargets {
    /** What their addresses begin with. */
    public static final String PREFIX = "planted:";

    private PlantedTargets() {}

    /**
     * Starts a broker with the bug of that name; whoever asked for it closes it.
     *
     * @throws AddressException if there is no such bug
     */
    public static Target open(String bug) {
        return Bugs.named(bug)
                .orElseThrow(() -> new AddressException(
                        "no planted bug is called '" + bug + "'; 'touchstone killmatrix --list' names them"))
                .target()
                .get();
    }
}
