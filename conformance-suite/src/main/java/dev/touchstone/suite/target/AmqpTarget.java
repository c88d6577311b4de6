package dev.touchstone.suite.target;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A broker at an address. It is somebody else's: never stopped, never reconfigured. With a management URI it can be administered;
 * features of queues and exchanges are taken for granted, so that a broker without them fails their rules or declares so in its
 * profile.
 */
public final class AmqpTarget implements Target {
    private static final Set<Capability> NOT_FROM_OUTSIDE = EnumSet.of(
            Capability.ADMIN,
            Capability.MANAGEMENT_HTTP,
            Capability.OBJECT_LISTS,
            Capability.POLICIES,
            Capability.TRACING,
            Capability.NODE_CONTROL,
            Capability.LISTENER_CONTROL,
            Capability.TLS,
            Capability.NON_LOOPBACK,
            Capability.MIRRORED_QUEUES,
            Capability.CLUSTER,
            Capability.RESOURCE_ALARMS,
            Capability.DURABILITY,
            Capability.DELAYED_EXCHANGE);

    private final String name;
    private final Endpoint endpoint;
    private final Optional<HttpAdmin> admin;
    private final Set<Capability> capabilities;

    /**
     * Asks the management API once what our user may do, and the broker whether it has delayed exchanges and streams.
     *
     * @param name as the user gave it, without credentials
     * @throws AdminException if the management API does not answer
     */
    public AmqpTarget(String name, Endpoint endpoint, Optional<HttpAdmin> admin) {
        this.name = name;
        this.endpoint = endpoint;
        this.admin = admin;
        this.capabilities = capabilitiesOf(endpoint, admin);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public Optional<Endpoint> tlsEndpoint() {
        return endpoint.tls().isPresent() ? Optional.of(endpoint) : Optional.empty();
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.copyOf(capabilities);
    }

    private static Set<Capability> capabilitiesOf(Endpoint endpoint, Optional<HttpAdmin> admin) {
        Set<Capability> capabilities = EnumSet.complementOf(EnumSet.copyOf(NOT_FROM_OUTSIDE));
        if (endpoint.tls().isPresent()) {
            capabilities.add(Capability.TLS);
        }
        if (DelayedExchangeCheck.knows(endpoint)) {
            capabilities.add(Capability.DELAYED_EXCHANGE);
        }
        if (StreamCheck.refuses(endpoint)) {
            capabilities.remove(Capability.STREAMS);
        }
        if (admin.isPresent()) {
            capabilities.add(Capability.MANAGEMENT_HTTP);
            capabilities.add(Capability.OBJECT_LISTS);
            if (admin.get().isAdministrator()) {
                capabilities.add(Capability.ADMIN);
                capabilities.add(Capability.POLICIES);
            }
        }
        return capabilities;
    }

    @Override
    public Optional<TargetAdmin> admin() {
        return admin.map(found -> found);
    }

    @Override
    public Optional<NodeControl> node() {
        return Optional.empty();
    }

    @Override
    public boolean outlivesTheRun() {
        return true;
    }

    @Override
    public Optional<Target> freshNode(List<String> config) {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
