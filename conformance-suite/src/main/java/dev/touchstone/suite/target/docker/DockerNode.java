package dev.touchstone.suite.target.docker;

import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.Container.ExecResult;

/** Power over the node in a container, through the control command that its image brings. */
final class DockerNode implements NodeControl {
    private final BrokerContainer container;

    DockerNode(BrokerContainer container) {
        this.container = container;
    }

    @Override
    public void stop() {
        control("stop_app");
    }

    /** A killed container comes back with other ports, which the target cannot follow. */
    @Override
    public void kill() {
        throw new UnsupportedByTarget("a node in a container is not killed: its ports would change");
    }

    @Override
    public void start() {
        control("start_app");
    }

    @Override
    public void suspendListeners() {
        throw new UnsupportedByTarget("the proxy of the container engine would go on listening");
    }

    @Override
    public void resumeListeners() {
        throw new UnsupportedByTarget("the proxy of the container engine would go on listening");
    }

    @Override
    public String control(String... words) {
        List<String> command = new ArrayList<>(List.of("rabbitmqctl", "-q"));
        command.addAll(List.of(words));
        ExecResult result = container.execute(command.toArray(new String[0]));
        if (result.getExitCode() != 0) {
            throw new AdminException("rabbitmqctl " + words[0] + " ended with " + result.getExitCode() + ": "
                    + result.getStderr() + result.getStdout());
        }
        return result.getStdout().strip();
    }
}
