package dev.touchstone.ci.target;

import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetAdmin;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The target {@code command:qpid}: a private process of Apache Qpid Broker-J, a broker that speaks AMQP 0-9-1 and was made by others
 * than those of RabbitMQ. It has none of the x-arguments and none of the administration of RabbitMQ, so it has no capabilities. When it is closed, or this
 * JVM dies in whatever way, nothing of it stays.
 */
public final class QpidTarget implements Target {
    public static final String NAME = "command:qpid";

    private final GuardedProcess process;

    private QpidTarget(GuardedProcess process) {
        this.process = process;
    }

    /**
     * Starts a process; it accepts connections when this returns.
     *
     * @throws dev.touchstone.suite.target.TargetUnavailable if the jars of Qpid were not fetched
     */
    public static QpidTarget start() {
        return new QpidTarget(QpidProcess.launch(System.getenv()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Endpoint endpoint() {
        return process.endpoint();
    }

    @Override
    public Optional<Endpoint> tlsEndpoint() {
        return Optional.empty();
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.noneOf(Capability.class);
    }

    @Override
    public Optional<TargetAdmin> admin() {
        return Optional.empty();
    }

    @Override
    public Optional<NodeControl> node() {
        return Optional.empty();
    }

    @Override
    public Optional<Target> freshNode(List<String> config) {
        return Optional.empty();
    }

    @Override
    public void close() {
        process.close();
    }
}
