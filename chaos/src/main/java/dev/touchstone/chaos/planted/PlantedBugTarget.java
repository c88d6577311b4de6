package dev.touchstone.chaos.planted;

import dev.touchstone.chaos.proxy.FrameProxy;
import dev.touchstone.chaos.proxy.Tampering;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetAdmin;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A target seen through a proxy that makes one planted bug, or none. Plain TCP only: TLS and the control of listeners are not
 * offered. Closing it closes the proxy; the target behind it stays open and belongs to whoever opened it, except for the fresh nodes
 * that were started through it.
 */
public final class PlantedBugTarget implements Target {
    private final Target target;
    private final Optional<PlantedBug> bug;
    private final boolean ownsTarget;
    private final FrameProxy proxy;

    private PlantedBugTarget(Target target, Optional<PlantedBug> bug, boolean ownsTarget) {
        Endpoint endpoint = target.endpoint();
        if (endpoint.tls().isPresent()) {
            throw new IllegalArgumentException("bugs are planted on plain TCP only, not on " + endpoint);
        }
        this.target = target;
        this.bug = bug;
        this.ownsTarget = ownsTarget;
        this.proxy = FrameProxy.start(
                new InetSocketAddress(endpoint.host(), endpoint.port()),
                bug.map(PlantedBug::tampering).orElse(Tampering::none));
    }

    /** That target with the bug. */
    public static PlantedBugTarget of(Target target, PlantedBug bug) {
        return new PlantedBugTarget(target, Optional.of(bug), false);
    }

    /** The same, and closing it closes that target, too. */
    public static PlantedBugTarget owning(Target target, PlantedBug bug) {
        return new PlantedBugTarget(target, Optional.of(bug), true);
    }

    /** That target behind a proxy that changes nothing. */
    public static PlantedBugTarget withoutBug(Target target) {
        return new PlantedBugTarget(target, Optional.empty(), false);
    }

    @Override
    public String name() {
        return target.name() + bug.map(planted -> " with " + planted.id()).orElse(" through a proxy");
    }

    @Override
    public Endpoint endpoint() {
        Endpoint behind = target.endpoint();
        return new Endpoint(
                proxy.host(), proxy.port(), behind.user(), behind.password(), behind.virtualHost(), Optional.empty());
    }

    @Override
    public Optional<Endpoint> tlsEndpoint() {
        return Optional.empty();
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        capabilities.addAll(target.capabilities());
        capabilities.removeAll(
                Set.of(Capability.TLS, Capability.NON_LOOPBACK, Capability.LISTENER_CONTROL, Capability.OWN_LISTENER));
        return capabilities;
    }

    @Override
    public Optional<TargetAdmin> admin() {
        return target.admin();
    }

    @Override
    public Optional<NodeControl> node() {
        return target.node();
    }

    @Override
    public Optional<Target> freshNode(List<String> config) {
        return target.freshNode(config).map(node -> new PlantedBugTarget(node, bug, true));
    }

    @Override
    public void close() {
        proxy.close();
        if (ownsTarget) {
            target.close();
        }
    }
}
