package dev.touchstone.chaos.proxy;

import dev.touchstone.suite.probe.WireFrame;
import java.util.function.Predicate;

/** Which commands a tampering is about. */
@FunctionalInterface
public interface Selection {
    boolean matches(Direction direction, WireCommand command);

    /** A method of the client, such as {@code basic.ack}. */
    static Selection ofClient(String methodName) {
        return (direction, command) -> direction == Direction.TO_BROKER && command.is(methodName);
    }

    /** A method of the broker with its content, such as {@code basic.deliver}. */
    static Selection ofBroker(String methodName) {
        return (direction, command) -> direction == Direction.TO_CLIENT && command.is(methodName);
    }

    /** The heartbeats of the broker. */
    static Selection brokerHeartbeats() {
        return (direction, command) ->
                direction == Direction.TO_CLIENT && command.first().type() == WireFrame.HEARTBEAT;
    }

    default Selection or(Selection other) {
        return (direction, command) -> matches(direction, command) || other.matches(direction, command);
    }

    /** Only commands for which this holds too. */
    default Selection where(Predicate<WireCommand> condition) {
        return (direction, command) -> matches(direction, command) && condition.test(command);
    }
}
