package dev.touchstone.ci.target;

import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.BrokerParts;
import dev.touchstone.broker.dialect.Dialect;
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
    /** What users call it. */
    static final String NAME = "embedded";

    /** What users call it in a dialect, which follows. */
    static final String PREFIX = "embedded:";

    private static final Set<Capability> CAPABILITIES = EnumSet.of(
            Capability.ADMIN,
            Capability.OBJECT_LISTS,
            Capability.NODE_CONTROL,
            Capability.LISTENER_CONTROL,
            Capability.OWN_LISTENER,
            Capability.TLS,
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
            Capability.DURABILITY,
            Capability.MANAGEMENT_HTTP);

    private final String name;
    private final BrokerParts parts;
    private final Dialect dialect;
    private final EmbeddedNode node;
    private final EmbeddedTls tls;
    private final boolean ownsTls;
    private int tlsPort;
    private @Nullable TargetAdmin admin;

    public EmbeddedTarget() {
        this(NAME, BrokerParts.standard());
    }

    /** A broker that is built of other parts than usual, and its fresh nodes, too. */
    public EmbeddedTarget(String name, BrokerParts parts) {
        this(name, parts, Dialect.RABBITMQ_3);
    }

    /** A broker that behaves like that line of RabbitMQ's releases. */
    static EmbeddedTarget in(Dialect dialect) {
        return new EmbeddedTarget(PREFIX + dialect.word(), BrokerParts.standard(), dialect);
    }

    private EmbeddedTarget(String name, BrokerParts parts, Dialect dialect) {
        this(
                name,
                parts,
                dialect,
                EmbeddedNode.inMemory(
                        BrokerConfig.defaults()
                                .withPlugins(BrokerConfig.DELAYED_MESSAGE_EXCHANGE)
                                .withDialect(dialect),
                        parts),
                new EmbeddedTls(),
                true);
    }

    private EmbeddedTarget(
            String name, BrokerParts parts, Dialect dialect, EmbeddedNode node, EmbeddedTls tls, boolean ownsTls) {
        this.name = name;
        this.parts = parts;
        this.dialect = dialect;
        this.node = node;
        this.tls = tls;
        this.ownsTls = ownsTls;
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

    /** The listener begins when it is first asked for; it does not come back with a node that was stopped. */
    @Override
    public synchronized Optional<Endpoint> tlsEndpoint() {
        if (tlsPort == 0) {
            node.broker().startTls(tls.listener());
            tlsPort = node.broker().amqpsPort();
        }
        return Optional.of(new Endpoint("127.0.0.1", tlsPort, "guest", "guest", "/", Optional.of(tls.context())));
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.copyOf(CAPABILITIES);
    }

    /** Its own management API, which starts when it is first asked for. */
    @Override
    public synchronized Optional<TargetAdmin> admin() {
        if (admin == null) {
            admin = new HttpAdmin(new ManagementClient(node.management(), "guest", "guest", Optional.empty()));
        }
        return Optional.of(admin);
    }

    @Override
    public Optional<NodeControl> node() {
        return Optional.of(node);
    }

    @Override
    public Optional<Target> freshNode(List<String> config) {
        EmbeddedNode fresh = EmbeddedNode.withFolder(EmbeddedConfig.of(config, dialect), parts);
        return Optional.of(new EmbeddedTarget(name, parts, dialect, fresh, tls, false));
    }

    @Override
    public void close() {
        node.close();
        if (ownsTls) {
            tls.close();
        }
    }
}
