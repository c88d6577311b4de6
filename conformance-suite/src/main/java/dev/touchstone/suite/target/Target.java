package dev.touchstone.suite.target;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A broker under test: an embedded one, an address, a command that starts nodes, a container. */
public interface Target extends AutoCloseable {
    /** What the user called it, without credentials: {@code embedded}, {@code amqp://host:5672/%2F}, {@code command:rabbitmq}. */
    String name();

    /** The plain (or, for amqps targets, the TLS) endpoint. */
    Endpoint endpoint();

    /** The TLS endpoint, where there is one. */
    Optional<Endpoint> tlsEndpoint();

    /** What this target can do. */
    Set<Capability> capabilities();

    /** The administration, where it is reachable. */
    Optional<TargetAdmin> admin();

    /** The node itself, where we may stop and start it. */
    Optional<NodeControl> node();

    /**
     * A node of its own for a case that touches a whole node, with these lines of {@code rabbitmq.conf}; empty where this target
     * cannot start one. The caller closes it.
     */
    Optional<Target> freshNode(List<String> config);

    /**
     * True for a broker that was there before the run and will be after it, so that what a killed run leaves on it has to be found
     * again.
     */
    default boolean outlivesTheRun() {
        return false;
    }

    /**
     * Says which nodes a run will ask {@link #freshNode} for, one entry for each case, so that they can be started ahead. Never
     * needed, and nothing by default.
     */
    default void prepare(List<List<String>> nodeWideConfigs) {}

    /** Releases what the target holds: stops nodes that it started. Idempotent. */
    @Override
    void close();
}
