package dev.touchstone.chaos.proxy;

import java.util.List;

/**
 * Decides what becomes of the commands of one connection: the same, another, none, several. One instance serves one connection and
 * is called by one thread at a time, for both directions.
 */
@FunctionalInterface
public interface Tampering {
    /** What goes on instead of this command, in this order. */
    List<WireCommand> pass(Direction direction, WireCommand command);

    /** Changes nothing. */
    static Tampering none() {
        return (direction, command) -> List.of(command);
    }
}
