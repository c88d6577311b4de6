package dev.touchstone.broker;

import dev.touchstone.broker.connection.ConnectionSettings;
import dev.touchstone.broker.connection.MemoryLimits;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a broker is started. {@link #defaults} listens on a free port of 127.0.0.1; the {@code with} methods change one thing each.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param tls a second listener with TLS, or null
 * @param loops event loops, each a thread
 * @param nativeTransport whether epoll is used where Netty's epoll classes are on the class path
 * @param loopbackUsers who may log in from this machine only (AUTH-10)
 * @param connections what connections are offered and allowed
 * @param memory how much the queues may hold
 * @param plugins what is switched on beyond a plain broker, by the names of RabbitMQ's plugins; {@link #DELAYED_MESSAGE_EXCHANGE} is known
 * @param data folder for what survives a restart, made if it is missing; null keeps everything in memory
 * @param management the management API over HTTP, or null: none
 */
public record BrokerConfig(
        String host,
        int port,
        @Nullable TlsConfig tls,
        int loops,
        boolean nativeTransport,
        Set<String> loopbackUsers,
        ConnectionSettings connections,
        MemoryLimits memory,
        Set<String> plugins,
        @Nullable Path data,
        @Nullable Management management) {
    /** The plugin that brings the exchange type {@code x-delayed-message}. */
    public static final String DELAYED_MESSAGE_EXCHANGE = "rabbitmq_delayed_message_exchange";

    private static final Set<String> KNOWN_PLUGINS = Set.of(DELAYED_MESSAGE_EXCHANGE);

    /**
     * A listener with TLS.
     *
     * @param port 0 takes a free one
     */
    public record TlsConfig(int port, KeyMaterial keys) {}

    /**
     * The management API over HTTP. It needs {@code io.vertx:vertx-web} and {@code com.fasterxml.jackson.core:jackson-databind} on the class path.
     *
     * @param port RabbitMQ's is 15672; 0 takes a free one
     * @param metricsPort for metrics in the format of Prometheus, RabbitMQ's is 15692; 0 takes a free one, negative is none
     */
    public record Management(int port, int metricsPort) {}

    /** Where the server's certificate and key are. */
    public sealed interface KeyMaterial {}

    /** PEM files: a certificate chain and its private key. */
    public record Pem(Path certificateChain, Path privateKey) implements KeyMaterial {}

    /** A key store that the JDK can read; the key has the store's password. */
    public record Store(Path file, String password) implements KeyMaterial {
        /** Without the password. */
        @Override
        public String toString() {
            return "Store[" + file + "]";
        }
    }

    /** Refuses what could not work. */
    public BrokerConfig {
        loopbackUsers = Set.copyOf(loopbackUsers);
        plugins = Set.copyOf(plugins);
        if (!KNOWN_PLUGINS.containsAll(plugins)) {
            throw new IllegalArgumentException("of the plugins " + plugins + " only " + KNOWN_PLUGINS + " are known");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be from 0 to 65535, not " + port);
        }
        if (loops < 1) {
            throw new IllegalArgumentException("a broker needs at least one loop");
        }
    }

    /** A free port on 127.0.0.1, one loop for each core, RabbitMQ 3.10's limits, guest from loopback only. */
    public static BrokerConfig defaults() {
        return new BrokerConfig(
                "127.0.0.1",
                0,
                null,
                Runtime.getRuntime().availableProcessors(),
                false,
                Set.of("guest"),
                ConnectionSettings.defaults(),
                MemoryLimits.ofHeap(),
                Set.of(),
                null,
                null);
    }

    /** Another address and port. */
    public BrokerConfig withAddress(String newHost, int newPort) {
        return new BrokerConfig(
                newHost,
                newPort,
                tls,
                loops,
                nativeTransport,
                loopbackUsers,
                connections,
                memory,
                plugins,
                data,
                management);
    }

    /** With a TLS listener beside the plain one. */
    public BrokerConfig withTls(TlsConfig newTls) {
        return new BrokerConfig(
                host,
                port,
                newTls,
                loops,
                nativeTransport,
                loopbackUsers,
                connections,
                memory,
                plugins,
                data,
                management);
    }

    /** Another number of loops. */
    public BrokerConfig withLoops(int newLoops) {
        return new BrokerConfig(
                host,
                port,
                tls,
                newLoops,
                nativeTransport,
                loopbackUsers,
                connections,
                memory,
                plugins,
                data,
                management);
    }

    /** With Netty's epoll transport where it is there, or without. */
    public BrokerConfig withNativeTransport(boolean wanted) {
        return new BrokerConfig(
                host, port, tls, loops, wanted, loopbackUsers, connections, memory, plugins, data, management);
    }

    /** Other users that may log in from this machine only. */
    public BrokerConfig withLoopbackUsers(Set<String> users) {
        return new BrokerConfig(
                host, port, tls, loops, nativeTransport, users, connections, memory, plugins, data, management);
    }

    /** Other limits for connections. */
    public BrokerConfig withConnections(ConnectionSettings settings) {
        return new BrokerConfig(
                host, port, tls, loops, nativeTransport, loopbackUsers, settings, memory, plugins, data, management);
    }

    /** Other bounds on memory. */
    public BrokerConfig withMemory(MemoryLimits limits) {
        return new BrokerConfig(
                host, port, tls, loops, nativeTransport, loopbackUsers, connections, limits, plugins, data, management);
    }

    /** With these plugins switched on, by RabbitMQ's names for them, and no others. */
    public BrokerConfig withPlugins(String... names) {
        return new BrokerConfig(
                host,
                port,
                tls,
                loops,
                nativeTransport,
                loopbackUsers,
                connections,
                memory,
                Set.of(names),
                data,
                management);
    }

    /** With a folder for what survives a restart. */
    public BrokerConfig withData(Path folder) {
        return new BrokerConfig(
                host,
                port,
                tls,
                loops,
                nativeTransport,
                loopbackUsers,
                connections,
                memory,
                plugins,
                folder,
                management);
    }

    /** With the management API on this port, 0 for a free one. */
    public BrokerConfig withManagement(int newPort) {
        return withManagement(new Management(newPort, -1));
    }

    /** With the management API, or without for null. */
    public BrokerConfig withManagement(@Nullable Management newManagement) {
        return new BrokerConfig(
                host,
                port,
                tls,
                loops,
                nativeTransport,
                loopbackUsers,
                connections,
                memory,
                plugins,
                data,
                newManagement);
    }
}
