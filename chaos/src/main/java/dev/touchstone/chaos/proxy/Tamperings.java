package dev.touchstone.chaos.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Ways to alter chosen commands. */
public final class Tamperings {
    private Tamperings() {}

    /** Leaves them out. */
    public static Tampering drop(Selection selection) {
        return (direction, command) -> selection.matches(direction, command) ? List.of() : List.of(command);
    }

    /** Sends something else in their place. */
    public static Tampering change(Selection selection, UnaryOperator<WireCommand> change) {
        return (direction, command) -> List.of(selection.matches(direction, command) ? change.apply(command) : command);
    }

    /** Sends them twice. */
    public static Tampering duplicate(Selection selection) {
        return (direction, command) ->
                selection.matches(direction, command) ? List.of(command, command) : List.of(command);
    }

    /**
     * Holds them back until the next command of another kind has passed on the same channel in the same direction, then sends them
     * behind it in their order. What is still held when the connection ends is lost.
     */
    public static Tampering delayUntil(Selection held, Selection release) {
        return new Delay(held, release);
    }

    private static final class Delay implements Tampering {
        private final Selection held;
        private final Selection release;
        private final List<Waiting> waiting = new ArrayList<>();

        private record Waiting(Direction direction, WireCommand command) {}

        Delay(Selection held, Selection release) {
            this.held = held;
            this.release = release;
        }

        @Override
        public List<WireCommand> pass(Direction direction, WireCommand command) {
            if (held.matches(direction, command)) {
                waiting.add(new Waiting(direction, command));
                return List.of();
            }
            List<WireCommand> passed = new ArrayList<>(List.of(command));
            if (release.matches(direction, command)) {
                waiting.removeIf(other -> belongs(other, direction, command) && passed.add(other.command()));
            }
            return passed;
        }

        private static boolean belongs(Waiting other, Direction direction, WireCommand command) {
            return other.direction() == direction && other.command().channel() == command.channel();
        }
    }
}
