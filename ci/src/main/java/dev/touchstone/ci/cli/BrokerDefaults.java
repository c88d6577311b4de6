package dev.touchstone.ci.cli;

import dev.touchstone.broker.Broker;
import java.util.Map;
import java.util.Optional;

/**
 * Who may log in to a new broker and where, from the variables that users of RabbitMQ's container image know:
 * {@code RABBITMQ_DEFAULT_USER}, {@code RABBITMQ_DEFAULT_PASS}, {@code RABBITMQ_DEFAULT_VHOST}. Like there they count only for a
 * broker that is new; the user takes the place of {@code guest}, the virtual host that of {@code /}.
 *
 * @param user login name, an administrator with all permissions on the virtual host
 * @param password never shown
 * @param virtualHost the only one
 */
record BrokerDefaults(String user, String password, String virtualHost) {
    private static final String GUEST = "guest";
    private static final String ROOT = "/";

    /** What the environment asks for; empty where it names none of the variables. An empty variable counts as none. */
    static Optional<BrokerDefaults> of(Map<String, String> environment) {
        String user = environment.getOrDefault("RABBITMQ_DEFAULT_USER", "");
        String password = environment.getOrDefault("RABBITMQ_DEFAULT_PASS", "");
        String virtualHost = environment.getOrDefault("RABBITMQ_DEFAULT_VHOST", "");
        if (user.isEmpty() && password.isEmpty() && virtualHost.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BrokerDefaults(
                user.isEmpty() ? GUEST : user,
                password.isEmpty() ? GUEST : password,
                virtualHost.isEmpty() ? ROOT : virtualHost));
    }

    /** Makes it so on a broker that nobody has used yet. */
    void applyTo(Broker broker) {
        broker.deleteUser(GUEST);
        broker.addUser(user, password, "administrator");
        if (!virtualHost.equals(ROOT)) {
            broker.addVirtualHost(virtualHost);
            broker.deleteVirtualHost(ROOT);
        }
        broker.setPermissions(user, virtualHost, ".*", ".*", ".*");
    }

    @Override
    public String toString() {
        return "user " + user + ", virtual host " + virtualHost;
    }
}
