package dev.touchstone.suite.scenario;

import dev.touchstone.suite.run.clean.RunPrefix;
import dev.touchstone.suite.script.Stage;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetAdmin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens stages on a target: each in a virtual host of its own where the target lets us make one, else under a prefix. Closing
 * removes the virtual hosts. For many threads.
 */
public final class Stages implements AutoCloseable {
    private final Target target;
    private final RunPrefix prefix;
    private final List<String> virtualHosts = new ArrayList<>();
    private int opened;

    public Stages(Target target) {
        this.target = target;
        this.prefix = RunPrefix.fresh(Instant.now(), ProcessHandle.current().pid() ^ System.nanoTime());
    }

    /** Whether policies can be set. */
    public boolean hasPolicies() {
        return target.capabilities().contains(Capability.POLICIES)
                && target.capabilities().contains(Capability.ADMIN);
    }

    /** @param patience how long to wait for something that must come */
    public synchronized Stage open(Duration patience) {
        int number = ++opened;
        if (!target.capabilities().contains(Capability.ADMIN)) {
            return new Stage(target.endpoint(), Optional.empty(), prefix.text() + number + "-", patience);
        }
        TargetAdmin admin = target.admin().orElseThrow();
        String name = prefix.text() + "vhost" + number;
        virtualHosts.add(name);
        admin.addVirtualHost(name);
        admin.setPermissions(target.endpoint().user(), name, TargetAdmin.Permissions.ALL);
        Optional<TargetAdmin> policies = hasPolicies() ? Optional.of(admin) : Optional.empty();
        return new Stage(target.endpoint().withVirtualHost(name), policies, "", patience);
    }

    /** What cannot be removed is found by {@code touchstone clean}. */
    @Override
    public synchronized void close() {
        List<String> left = new ArrayList<>();
        for (String name : virtualHosts) {
            try {
                target.admin().orElseThrow().deleteVirtualHost(name);
            } catch (AdminException e) {
                left.add(name);
            }
        }
        virtualHosts.retainAll(left);
    }
}
