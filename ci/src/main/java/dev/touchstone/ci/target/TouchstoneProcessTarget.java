package dev.touchstone.ci.target;

import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetAdmin;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The target {@code command:touchstone}: our reference broker as a process of its own with a data folder, which can be killed and started again. When it is
 * closed, or this JVM dies in whatever way, nothing of it stays.
 */
public final class TouchstoneProcessTarget implements Target {
    public static final String NAME = "command:touchstone";

    private static final Set<Capability> CAPABILITIES = EnumSet.of(
            Capability.NODE_CONTROL,
            Capability.OWN_LISTENER,
            Capability.DURABILITY,
            Capability.LENGTH_LIMITS,
            Capability.MESSAGE_TTL,
            Capability.DEAD_LETTERING,
            Capability.ALTERNATE_EXCHANGE,
            Capability.PRIORITY_QUEUES);

    private final TouchstoneProcess process;

    private TouchstoneProcessTarget(TouchstoneProcess process) {
        this.process = process;
    }

    /** Starts a process; it accepts connections when this returns. */
    public static TouchstoneProcessTarget start() {
        return new TouchstoneProcessTarget(TouchstoneProcess.launch());
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
        return EnumSet.copyOf(CAPABILITIES);
    }

    @Override
    public Optional<TargetAdmin> admin() {
        return Optional.empty();
    }

    @Override
    public Optional<NodeControl> node() {
        return Optional.of(process);
    }

    @Override
    public Optional<Target> freshNode(List<String> config) {
        if (!config.isEmpty()) {
            throw new UnsupportedByTarget("a process of the reference broker takes no lines of rabbitmq.conf");
        }
        return Optional.of(start());
    }

    @Override
    public void close() {
        process.close();
    }
}
