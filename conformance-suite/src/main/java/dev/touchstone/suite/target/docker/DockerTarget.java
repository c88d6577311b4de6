package dev.touchstone.suite.target.docker;

import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.AmqpTarget;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.ManagementClient;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetAdmin;
import dev.touchstone.suite.target.TargetUnavailable;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The target {@code docker:IMAGE}: a container of an image that listens on 5672 and, for administration, on 15672, such as
 * {@code rabbitmq:3.13-management}. The container and those of fresh nodes are removed when it is closed; Testcontainers' own
 * helper removes them if this JVM is killed.
 */
public final class DockerTarget implements Target {
    /** What a target's name begins with. */
    public static final String PREFIX = "docker:";

    private final String image;
    private final BrokerContainer container;
    private final AmqpTarget inner;
    private final Optional<NodeControl> node;

    private DockerTarget(String image, BrokerContainer container) {
        this.image = image;
        this.container = container;
        Endpoint endpoint =
                new Endpoint(container.host(), container.amqpPort(), "guest", "guest", "/", Optional.empty());
        inner = new AmqpTarget(PREFIX + image, endpoint, management(container));
        node = container.hasControlCommand() ? Optional.of(new DockerNode(container)) : Optional.empty();
    }

    /**
     * Starts a container.
     *
     * @throws TargetUnavailable if there is no container engine, or the image cannot be had or does not start
     */
    public static DockerTarget start(String image) {
        return start(image, List.of());
    }

    private static DockerTarget start(String image, List<String> config) {
        if (image.isBlank()) {
            throw new TargetUnavailable("docker: needs the name of an image, such as docker:rabbitmq:3.13-management");
        }
        BrokerContainer container = BrokerContainer.start(image, config);
        try {
            return new DockerTarget(image, container);
        } catch (RuntimeException e) {
            container.close();
            throw e;
        }
    }

    private static Optional<HttpAdmin> management(BrokerContainer container) {
        HttpAdmin admin = new HttpAdmin(new ManagementClient(
                URI.create("http://" + container.host() + ":" + container.managementPort()),
                "guest",
                "guest",
                Optional.empty()));
        try {
            return container.awaitManagement(admin) ? Optional.of(admin) : Optional.empty();
        } catch (AdminException e) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Endpoint endpoint() {
        return inner.endpoint();
    }

    @Override
    public Optional<Endpoint> tlsEndpoint() {
        return Optional.empty();
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.copyOf(inner.capabilities());
        if (node.isPresent()) {
            capabilities.addAll(EnumSet.of(Capability.NODE_CONTROL, Capability.RESOURCE_ALARMS));
        }
        return capabilities;
    }

    @Override
    public Optional<TargetAdmin> admin() {
        return inner.admin();
    }

    @Override
    public Optional<NodeControl> node() {
        return node;
    }

    /** Another container of the image with these lines in {@code /etc/rabbitmq/conf.d}. */
    @Override
    public Optional<Target> freshNode(List<String> config) {
        return node.isPresent() ? Optional.of(start(image, config)) : Optional.empty();
    }

    @Override
    public void close() {
        container.close();
    }
}
