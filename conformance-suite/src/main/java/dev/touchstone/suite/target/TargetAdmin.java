package dev.touchstone.suite.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Administration of a broker: users, virtual hosts, permissions, policies and what exists. Java calls for the embedded broker, the
 * HTTP API or the control command for others.
 *
 * <p>Every method throws {@link AdminException} if the broker refuses or cannot be reached, and {@link UnsupportedByTarget} if
 * this kind of administration cannot do it.
 */
public interface TargetAdmin {
    /** Makes a user without any permission. */
    void addUser(String name, String password, String... tags);

    /** Deletes a user; no error if there is none. */
    void deleteUser(String name);

    /** Takes a user's password away, so that it can never log in with one. */
    void clearPassword(String name);

    void addVirtualHost(String name);

    /** Deletes a virtual host with all that is in it; no error if there is none. */
    void deleteVirtualHost(String name);

    /** Regular expressions for configure, write and read. */
    void setPermissions(String user, String virtualHost, Permissions permissions);

    void clearPermissions(String user, String virtualHost);

    void setTopicPermissions(String user, String virtualHost, String exchange, String write, String read);

    /** Sets a policy; the definition's values are strings, numbers, booleans, lists and maps. */
    void setPolicy(String virtualHost, PolicySpec policy);

    void clearPolicy(String virtualHost, String name);

    void setTracing(String virtualHost, boolean on);

    List<String> users();

    List<String> virtualHosts();

    List<ObjectFacts> exchanges(String virtualHost);

    List<ObjectFacts> queues(String virtualHost);

    /** All bindings of a virtual host, the implicit ones of the default exchange included. */
    List<BindingFacts> bindings(String virtualHost);

    List<ConsumerFacts> consumers(String virtualHost);

    List<ConnectionFacts> connections();

    /** The state of a connection, such as running, blocking or blocked; empty if there is no such connection. */
    default Optional<String> connectionState(String connectionName) {
        throw new UnsupportedByTarget("this administration shows no states of connections");
    }

    /** Closes a connection by its name; clients see 320 with the reason. */
    void closeConnection(String connectionName, String reason);

    /** Configure, write and read patterns. */
    record Permissions(String configure, String write, String read) {
        public static final Permissions ALL = new Permissions(".*", ".*", ".*");
        public static final Permissions NONE = new Permissions("", "", "");
    }

    /** A policy. {@code applyTo} is queues, exchanges or all. */
    record PolicySpec(String name, String pattern, String applyTo, int priority, Map<String, Object> definition) {}

    /** A queue or exchange as the broker lists it; {@code facts} holds its other columns by their names in the HTTP API. */
    record ObjectFacts(String name, Map<String, Object> facts) {}

    /** One binding; source is empty for the default exchange. */
    record BindingFacts(
            String source,
            String destination,
            String destinationType,
            String routingKey,
            Map<String, Object> arguments) {}

    /** One consumer: {@code activityStatus} is up, single_active, waiting or blocked. */
    record ConsumerFacts(String queue, String consumerTag, boolean active, String activityStatus) {}

    /** One connection; {@code userProvidedName} is empty where the client gave none. */
    record ConnectionFacts(String name, String user, String virtualHost, String userProvidedName) {}
}
