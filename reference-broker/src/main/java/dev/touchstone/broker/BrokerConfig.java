package dev.touchstone.broker;

import dev.touchstone.broker.connection.ConnectionSettings;
import dev.touchstone.broker.connection.MemoryLimits;
import dev.touchstone.broker.dialect.Dialect;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a broker is started. {@link #defaults} listens on a free port of 127.0.0.1; the {@code with} methods change one thing each.
 *
 * @param addresses where plain AMQP listens; may be empty where {@code tls} is there
 * @param tls listeners with TLS, or null
 * @param loops event loops, each a thread
 * @param nativeTransport whether it is to serve for long: with epoll where Netty's epoll classes are on the class path, and with Netty's pool of buffers,
 *     which takes much memory at once; without it, with Netty's default allocator, which begins with little
 * @param logins who may log in, and how
 * @param connections what connections are offered and allowed
 * @param memory how much the queues may hold
 * @param limits from where on publishers wait, because memory or disk are short
 * @param plugins what is switched on beyond a plain broker, by the names of RabbitMQ's plugins; {@link #DELAYED_MESSAGE_EXCHANGE} is known
 * @param data folder for what survives a restart, made if it is missing; null keeps everything in memory
 * @param management the management API over HTTP, or null: none
 * @param cors which pages of other sites may use that API
 * @param seed what it knows when it starts
 * @param dialect whose behaviour it shows where RabbitMQ's releases differ
 */
public record BrokerConfig(
        List<Address> addresses,
        @Nullable TlsConfig tls,
        int loops,
        boolean nativeTransport,
        Logins logins,
        ConnectionSettings connections,
        MemoryLimits memory,
        ResourceLimits limits,
        Set<String> plugins,
        @Nullable Path data,
        @Nullable Management management,
        Cors cors,
        Seed seed,
        Dialect dialect) {
    /** The plugin that brings the exchange type {@code x-delayed-message}. */
    public static final String DELAYED_MESSAGE_EXCHANGE = "rabbitmq_delayed_message_exchange";

    private static final Set<String> KNOWN_PLUGINS = Set.of(DELAYED_MESSAGE_EXCHANGE);
    private static final String LOOPBACK = "127.0.0.1";

    /**
     * Where a socket listens.
     *
     * @param host name or address; empty for that of the first plain listener
     * @param port 0 takes a free one, -1 is no socket at all
     */
    public record Address(String host, int port) {
        /** No socket. */
        public static final Address NONE = new Address("", -1);

        /** Refuses ports that there are not. */
        public Address {
            if (port < -1 || port > 65_535) {
                throw new IllegalArgumentException("port must be from 0 to 65535, not " + port);
            }
        }

        /** A port on the host of the first plain listener; negative is none. */
        public static Address here(int port) {
            return port < 0 ? NONE : new Address("", port);
        }

        /** Whether a socket is wanted. */
        public boolean isWanted() {
            return port >= 0;
        }
    }

    /**
     * Listeners with TLS.
     *
     * @param identity what they show and ask for
     */
    public record TlsConfig(List<Address> addresses, Identity identity) {
        /** One listener that asks clients for nothing; port 0 takes a free one. */
        public TlsConfig(int port, KeyMaterial keys) {
            this(List.of(Address.here(port)), new Identity(keys, ClientCertificates.IGNORED));
        }

        /** Copies the list. */
        public TlsConfig {
            addresses = List.copyOf(addresses);
        }
    }

    /** What a TLS listener shows to clients, what it asks of them, and what it agrees on with them. */
    public record Identity(KeyMaterial keys, ClientCertificates clients, TlsRules rules) {
        /** With the usual rules. */
        public Identity(KeyMaterial keys, ClientCertificates clients) {
            this(keys, clients, TlsRules.USUAL);
        }
    }

    /**
     * Whether clients show certificates.
     *
     * @param authorities PEM file with the certificates of those who may sign them; null asks for none
     * @param required whether a client without one is turned away
     */
    public record ClientCertificates(@Nullable Path authorities, boolean required) {
        /** Nobody is asked. */
        public static final ClientCertificates IGNORED = new ClientCertificates(null, false);
    }

    /**
     * The management API over HTTP. It needs {@code io.vertx:vertx-web} and {@code com.fasterxml.jackson.core:jackson-databind} on the class path.
     *
     * @param http RabbitMQ's port is 15672
     * @param https RabbitMQ's port is 15671; needs {@code identity}
     * @param identity for HTTPS
     * @param metrics in the format of Prometheus, RabbitMQ's port is 15692
     */
    public record Management(
            Address http, Address https, @Nullable Identity identity, Address metrics) {
        /** Over HTTP on this machine's loopback or where AMQP listens; a negative port is none. */
        public Management(int port, int metricsPort) {
            this(Address.here(port), Address.NONE, null, Address.here(metricsPort));
        }

        /** Refuses HTTPS without a key. */
        public Management {
            if (https.isWanted() && identity == null) {
                throw new IllegalArgumentException("management over HTTPS needs a certificate and its key");
            }
        }
    }

    /** Where the server's certificate and key are. */
    public sealed interface KeyMaterial {}

    /**
     * PEM files: a certificate chain and its private key (PKCS#8).
     *
     * @param password of the key, or null if it is not encrypted
     */
    public record Pem(
            Path certificateChain,
            Path privateKey,
            @Nullable String password) implements KeyMaterial {
        /** A key that is not encrypted. */
        public Pem(Path certificateChain, Path privateKey) {
            this(certificateChain, privateKey, null);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Pem[" + certificateChain + ", " + privateKey + "]";
        }
    }

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
        addresses = List.copyOf(addresses);
        plugins = Set.copyOf(plugins);
        if (!KNOWN_PLUGINS.containsAll(plugins)) {
            throw new IllegalArgumentException("of the plugins " + plugins + " only " + KNOWN_PLUGINS + " are known");
        }
        if (addresses.isEmpty() && tls == null) {
            throw new IllegalArgumentException("a broker needs at least one listener");
        }
        if (loops < 1) {
            throw new IllegalArgumentException("a broker needs at least one loop");
        }
    }

    private BrokerConfig(Draft draft) {
        this(
                draft.addresses,
                draft.tls,
                draft.loops,
                draft.nativeTransport,
                draft.logins,
                draft.connections,
                draft.memory,
                draft.limits,
                draft.plugins,
                draft.data,
                draft.management,
                draft.cors,
                draft.seed,
                draft.dialect);
    }

    /** A copy on which one thing is changed. */
    private static final class Draft {
        private List<Address> addresses = List.of(new Address(LOOPBACK, 0));
        private @Nullable TlsConfig tls;
        private int loops = Runtime.getRuntime().availableProcessors();
        private boolean nativeTransport;
        private Logins logins = Logins.defaults();
        private ConnectionSettings connections = ConnectionSettings.defaults();
        private MemoryLimits memory = MemoryLimits.ofHeap();
        private ResourceLimits limits = ResourceLimits.NONE;
        private Set<String> plugins = Set.of();
        private @Nullable Path data;
        private @Nullable Management management;
        private Cors cors = Cors.NONE;
        private Seed seed = Seed.guest();
        private Dialect dialect = Dialect.RABBITMQ_3;
    }

    private BrokerConfig with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.addresses = addresses;
        draft.tls = tls;
        draft.loops = loops;
        draft.nativeTransport = nativeTransport;
        draft.logins = logins;
        draft.connections = connections;
        draft.memory = memory;
        draft.limits = limits;
        draft.plugins = plugins;
        draft.data = data;
        draft.management = management;
        draft.cors = cors;
        draft.seed = seed;
        draft.dialect = dialect;
        change.accept(draft);
        return new BrokerConfig(draft);
    }

    /** A free port on 127.0.0.1, one loop for each core, RabbitMQ 3.10's limits, guest from loopback only. */
    public static BrokerConfig defaults() {
        return new BrokerConfig(new Draft());
    }

    /** The host of the first plain listener. */
    public String host() {
        return addresses.isEmpty() ? LOOPBACK : addresses.get(0).host();
    }

    /** The port of the first plain listener, 0 for a free one. */
    public int port() {
        return addresses.isEmpty() ? Address.NONE.port() : addresses.get(0).port();
    }

    /** Where to bind, with names looked up. */
    InetSocketAddress socket(Address address) {
        return new InetSocketAddress(address.host().isEmpty() ? host() : address.host(), address.port());
    }

    /** Another address and port for plain AMQP, and no further ones. */
    public BrokerConfig withAddress(String newHost, int newPort) {
        return withAddresses(List.of(new Address(newHost, newPort)));
    }

    /** Other addresses for plain AMQP. */
    public BrokerConfig withAddresses(List<Address> all) {
        return with(draft -> draft.addresses = all);
    }

    /** With TLS listeners beside the plain ones. */
    public BrokerConfig withTls(@Nullable TlsConfig newTls) {
        return with(draft -> draft.tls = newTls);
    }

    /** Another number of loops. */
    public BrokerConfig withLoops(int newLoops) {
        return with(draft -> draft.loops = newLoops);
    }

    /** With Netty's epoll transport where it is there and its pool of buffers, for a broker that serves for long; or without. */
    public BrokerConfig withNativeTransport(boolean wanted) {
        return with(draft -> draft.nativeTransport = wanted);
    }

    /** Other rules for logins. */
    public BrokerConfig withLogins(Logins rules) {
        return with(draft -> draft.logins = rules);
    }

    /** Other users that may log in from this machine only. */
    public BrokerConfig withLoopbackUsers(Set<String> users) {
        return withLogins(logins.withLoopbackUsers(users));
    }

    /** Other limits for connections. */
    public BrokerConfig withConnections(ConnectionSettings settings) {
        return with(draft -> draft.connections = settings);
    }

    /** Other bounds on memory. */
    public BrokerConfig withMemory(MemoryLimits limits) {
        return with(draft -> draft.memory = limits);
    }

    /** Other limits of memory and disk. */
    public BrokerConfig withLimits(ResourceLimits newLimits) {
        return with(draft -> draft.limits = newLimits);
    }

    /** With these plugins switched on, by RabbitMQ's names for them, and no others. */
    public BrokerConfig withPlugins(String... names) {
        return with(draft -> draft.plugins = Set.of(names));
    }

    /** With a folder for what survives a restart. */
    public BrokerConfig withData(@Nullable Path folder) {
        return with(draft -> draft.data = folder);
    }

    /** With the management API on this port, 0 for a free one. */
    public BrokerConfig withManagement(int newPort) {
        return withManagement(new Management(newPort, -1));
    }

    /** With the management API, or without for null. */
    public BrokerConfig withManagement(@Nullable Management newManagement) {
        return with(draft -> draft.management = newManagement);
    }

    /** With other pages of other sites that may use the management API. */
    public BrokerConfig withCors(Cors newCors) {
        return with(draft -> draft.cors = newCors);
    }

    /** Behaving like another line of RabbitMQ's releases, with its default for the largest message. */
    public BrokerConfig withDialect(Dialect newDialect) {
        return with(draft -> {
            draft.dialect = newDialect;
            draft.connections = connections.inPlaceOf(dialect, newDialect);
        });
    }

    /** With other contents at its start. */
    public BrokerConfig withSeed(Seed newSeed) {
        return with(draft -> draft.seed = newSeed);
    }
}
