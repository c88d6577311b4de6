package dev.touchstone.ci.target;

import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.BrokerParts;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.ManagementClient;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetAdmin;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Our reference broker inside this process, on a free port of 127.0.0.1. */
public final class EmbeddedTarget implements Target {
    private static final Set<Capability> CAPABILITIES = EnumSet.of(
            Capability.ADMIN,
            Capability.OBJECT_LISTS,
            Capability.NODE_CONTROL,
            Capability.LISTENER_CONTROL,
            Capability.NON_LOOPBACK,
            Capability.LENGTH_LIMITS,
            Capability.MESSAGE_TTL,
            Capability.DEAD_LETTERING,
            Capability.ALTERNATE_EXCHANGE,
            Capability.POLICIES,
            Capability.TRACING,
            Capability.PRIORITY_QUEUES,
            Capability.RESOURCE_ALARMS,
            Capability.QUORUM_QUEUES,
            Capability.DELAYED_EXCHANGE,
            Capability.DURABILITY);

    /** The library of the management API is optional; without it administration goes by Java calls. */
    static final boolean HAS_MANAGEMENT = isPresent("io.vertx.ext.web.Router");

    private final String name;
    private final BrokerParts parts;
    private final EmbeddedNode node;
    private @Nullable TargetAdmin admin;

    public EmbeddedTarget() {
        this("embedded", BrokerParts.standard());
    }

    /** A broker that is built of other parts than usual, and its fresh nodes, too. */
    public EmbeddedTarget(String name, BrokerParts parts) {
        this(
                name,
                parts,
                EmbeddedNode.inMemory(
                        BrokerConfig.defaults().withPlugins(BrokerConfig.DELAYED_MESSAGE_EXCHANGE), parts));
    }

    private EmbeddedTarget(String name, BrokerParts parts, EmbeddedNode node) {
        this.name = name;
        this.parts = parts;
        this.node = node;
    }

    private static boolean isPresent(String library) {
        try {
            Class.forName(library, false, EmbeddedTarget.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Endpoint endpoint() {
        Broker broker = node.broker();
        String host = node.host().equals("0.0.0.0") ? "127.0.0.1" : node.host();
        return new Endpoint(host, broker.amqpPort(), "guest", "guest", "/", Optional.empty());
    }

    @Override
    public Optional<Endpoint> tlsEndpoint() {
        return Optional.empty();
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.copyOf(CAPABILITIES);
        if (HAS_MANAGEMENT) {
            capabilities.add(Capability.MANAGEMENT_HTTP);
        }
        return capabilities;
    }

    @Override
    public synchronized Optional<TargetAdmin> admin() {
        if (admin == null) {
            admin = HAS_MANAGEMENT
                    ? new HttpAdmin(new ManagementClient(node.management(), "guest", "guest", Optional.empty()))
                    : new EmbeddedAdmin(node);
        }
        return Optional.of(admin);
    }

    @Override
    public Optional<NodeControl> node() {
        return Optional.of(node);
    }

    @Override
    public Optional<Target> freshNode(List<String> config) {
        return Optional.of(new EmbeddedTarget(name, parts, EmbeddedNode.withFolder(EmbeddedConfig.of(config), parts)));
    }

    @Override
    public void close() {
        node.close();
    }
}
