package dev.touchstone.suite.target.address;

import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.suite.target.AmqpTarget;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A target that was looked at.
 *
 * @param info who it is, for results; without credentials
 */
public record CheckedTarget(Target target, Greeting greeting, TargetInfo info) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Checks what is at an address and opens it as a target. The management API is the one that the options name, else the one
     * on the usual port if it is the same broker's, else none.
     *
     * @throws AddressException if certificates or the management URI cannot be used
     * @throws dev.touchstone.suite.target.TargetUnavailable if nobody is there or the login is refused
     * @throws NotAmqp091 if somebody else is there
     */
    public static CheckedTarget open(AmqpAddress address, AddressOptions options) {
        Endpoint endpoint = new Endpoint(
                address.host(),
                address.port(),
                address.user(),
                address.password(),
                address.virtualHost(),
                address.tls() ? Optional.of(TlsMaterial.of(address, options)) : Optional.empty());
        Greeting greeting = new TargetCheck(PATIENCE).check(endpoint);
        ManagementSearch search = new ManagementSearch(endpoint, greeting);
        Optional<HttpAdmin> admin = options.managementUri().map(search::at).or(search::onTheUsualPort);
        return of(new AmqpTarget(address.toString(), endpoint, admin), greeting);
    }

    /** Looks at a target that is open already, such as a private node. */
    public static CheckedTarget of(Target target) {
        return of(target, new TargetCheck(PATIENCE).check(target.endpoint()));
    }

    private static CheckedTarget of(Target target, Greeting greeting) {
        Map<String, Boolean> capabilities = new TreeMap<>();
        for (Capability capability : Capability.values()) {
            capabilities.put(capability.name(), target.capabilities().contains(capability));
        }
        TargetInfo info = TargetInfo.of(target.name(), target.endpoint().toString())
                .withServer(greeting.product(), greeting.version(), greeting.platform())
                .withCapabilities(capabilities);
        return new CheckedTarget(target, greeting, info);
    }
}
