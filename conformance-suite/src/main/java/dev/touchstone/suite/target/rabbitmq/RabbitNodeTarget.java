package dev.touchstone.suite.target.rabbitmq;

import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetAdmin;
import dev.touchstone.suite.target.TargetUnavailable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The target {@code command:rabbitmq}: a private node of the RabbitMQ that is installed on this machine, and further ones for
 * cases that touch a whole node. Plain AMQP listens on all addresses, so that rules about other than loopback can be judged (the
 * default user is refused there); TLS and management listen on loopback only. When it is closed, or this JVM dies in whatever
 * way, nothing of it stays.
 */
public final class RabbitNodeTarget implements Target {
    public static final String NAME = "command:rabbitmq";

    private static final String DELAYED_EXCHANGE_PLUGIN = "rabbitmq_delayed_message_exchange";
    private static final String LOOPBACK = "127.0.0.1";

    private final RabbitNode node;
    private final RabbitNodes nodes;
    private final NodePool<RabbitNode> pool;
    private final Runnable onClose;

    private RabbitNodeTarget(RabbitNode node, RabbitNodes nodes, NodePool<RabbitNode> pool, Runnable onClose) {
        this.node = node;
        this.nodes = nodes;
        this.pool = pool;
        this.onClose = onClose;
    }

    /**
     * Starts a node with management, and delayed exchanges if their plugin is there, of the RabbitMQ found on this machine.
     *
     * @throws TargetUnavailable if there is none
     * @throws dev.touchstone.suite.target.AdminException if it does not start
     */
    public static RabbitNodeTarget start() {
        RabbitInstallation rabbit = RabbitInstallation.find(System.getenv());
        List<String> plugins = new ArrayList<>(List.of("rabbitmq_management", "rabbitmq_auth_mechanism_ssl"));
        if (rabbit.hasPlugin(DELAYED_EXCHANGE_PLUGIN)) {
            plugins.add(DELAYED_EXCHANGE_PLUGIN);
        }
        return start(rabbit, plugins);
    }

    /** The same with the plugins that shall be enabled; management has to be among them. */
    public static RabbitNodeTarget start(RabbitInstallation rabbit, List<String> plugins) {
        RabbitNodes nodes = new RabbitNodes(rabbit, plugins);
        NodePool<RabbitNode> pool = new NodePool<>(nodes::start, RabbitNode::recycle, nodes::dispose);
        Runnable closeAll = () -> {
            pool.close();
            nodes.close();
        };
        try {
            return new RabbitNodeTarget(nodes.start(List.of()), nodes, pool, closeAll);
        } catch (RuntimeException e) {
            closeAll.run();
            throw e;
        }
    }

    /** The version of the installation, such as {@code 3.10.8}. */
    public String version() {
        return nodes.installation().version();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Endpoint endpoint() {
        return new Endpoint(LOOPBACK, node.files().ports().amqp(), "guest", "guest", "/", Optional.empty());
    }

    @Override
    public Optional<Endpoint> tlsEndpoint() {
        return Optional.of(new Endpoint(
                LOOPBACK,
                node.files().ports().tls(),
                "guest",
                "guest",
                "/",
                Optional.of(nodes.certificate().context())));
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.complementOf(
                EnumSet.of(Capability.CLUSTER, Capability.MIRRORED_QUEUES, Capability.DELAYED_EXCHANGE));
        if (nodes.installation().hasPlugin(DELAYED_EXCHANGE_PLUGIN)) {
            capabilities.add(Capability.DELAYED_EXCHANGE);
        }
        return capabilities;
    }

    @Override
    public Optional<TargetAdmin> admin() {
        HttpAdmin admin = node.admin();
        return Optional.of(admin);
    }

    @Override
    public Optional<NodeControl> node() {
        return Optional.of(node);
    }

    @Override
    public void prepare(List<List<String>> nodeWideConfigs) {
        pool.expect(nodeWideConfigs);
    }

    @Override
    public Optional<Target> freshNode(List<String> config) {
        RabbitNode fresh = pool.take(config);
        return Optional.of(new RabbitNodeTarget(fresh, nodes, pool, () -> pool.giveBack(fresh)));
    }

    @Override
    public void close() {
        onClose.run();
    }

    @Override
    public String toString() {
        return NAME + " " + version() + " "
                + Map.of("amqp", node.files().ports().amqp());
    }
}
