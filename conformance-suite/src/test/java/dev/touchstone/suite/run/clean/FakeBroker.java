package dev.touchstone.suite.run.clean;

import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetAdmin;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A target of which only users and virtual hosts exist; nobody listens at its address. */
final class FakeBroker implements Target {
    final Set<String> users = new TreeSet<>(Set.of("guest"));
    final Set<String> virtualHosts = new TreeSet<>(Set.of("/"));
    private final boolean administrable;

    FakeBroker(boolean administrable) {
        this.administrable = administrable;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Endpoint endpoint() {
        return new Endpoint("127.0.0.1", 1, "guest", "geheim", "/", Optional.empty());
    }

    @Override
    public Optional<Endpoint> tlsEndpoint() {
        return Optional.empty();
    }

    @Override
    public Set<Capability> capabilities() {
        return administrable ? EnumSet.of(Capability.ADMIN) : EnumSet.noneOf(Capability.class);
    }

    @Override
    public Optional<TargetAdmin> admin() {
        TargetAdmin admin = (TargetAdmin) Proxy.newProxyInstance(
                TargetAdmin.class.getClassLoader(), new Class<?>[] {TargetAdmin.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "users":
                            return List.copyOf(users);
                        case "virtualHosts":
                            return List.copyOf(virtualHosts);
                        case "deleteUser":
                            users.remove(arguments[0]);
                            return null;
                        case "deleteVirtualHost":
                            virtualHosts.remove(arguments[0]);
                            return null;
                        default:
                            return List.of();
                    }
                });
        return Optional.of(admin);
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
    public void close() {}
}
