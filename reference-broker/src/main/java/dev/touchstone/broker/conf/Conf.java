package dev.touchstone.broker.conf;

import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.BrokerConfig.Address;
import dev.touchstone.broker.BrokerConfig.TlsConfig;
import dev.touchstone.broker.Cors;
import dev.touchstone.broker.Logins;
import dev.touchstone.broker.ResourceLimits;
import dev.touchstone.broker.Seed;
import dev.touchstone.broker.auth.Permissions;
import dev.touchstone.broker.conf.ConfFile.Entry;
import dev.touchstone.broker.connection.ConnectionSettings;
import dev.touchstone.broker.connection.ConnectionSettings.ConsumerTimeout;
import dev.touchstone.broker.connection.MemoryLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code rabbitmq.conf} comes to.
 *
 * @param config the configuration to start with
 * @param logLevel of the console: OFF, ERROR, WARN, INFO or DEBUG
 * @param warnings a line each about keys that mean nothing here
 */
public record Conf(BrokerConfig config, String logLevel, List<String> warnings) {
    /** All addresses of the machine: where RabbitMQ listens if only a port is given. */
    static final String EVERYWHERE = "0.0.0.0";

    private static final String NONE = "none";
    private static final long MAX_MESSAGE_OCTETS = 536_870_912;

    /**
     * Reads the entries of a file on top of {@code base}.
     *
     * @throws ConfException if a value is not allowed
     */
    public static Conf of(ConfFile file, BrokerConfig base) {
        Values values = new Values(file);
        try {
            BrokerConfig config = new Reader(values).on(base);
            String level = logLevel(values);
            List<String> warnings = new ArrayList<>(values.warnings());
            warnings.addAll(Ignored.warnings(file, values.rest()));
            return new Conf(config, level, warnings);
        } catch (IllegalArgumentException e) {
            throw new ConfException(file.name() + ": " + e.getMessage(), e);
        }
    }

    private static String logLevel(Values values) {
        boolean on = values.flag("log.console", true);
        String level = values.choice(
                "log.console.level",
                "WARN",
                Map.of(
                        "debug",
                        "DEBUG",
                        "info",
                        "INFO",
                        "notice",
                        "INFO",
                        "warning",
                        "WARN",
                        "error",
                        "ERROR",
                        "critical",
                        "ERROR",
                        "alert",
                        "ERROR",
                        "emergency",
                        "ERROR",
                        NONE,
                        "OFF"));
        return on ? level : "OFF";
    }

    /** Reads key after key. */
    private record Reader(Values values) {
        BrokerConfig on(BrokerConfig base) {
            return base.withTls(tls(base))
                    .withAddresses(plain(base))
                    .withLogins(logins(base.logins()))
                    .withConnections(connections(base.connections()))
                    .withMemory(memory(base.memory()))
                    .withLimits(limits(base.limits()))
                    .withManagement(new ManagementKeys(values).on(base.management()))
                    .withCors(cors())
                    .withSeed(seed(base.seed()));
        }

        private List<Address> plain(BrokerConfig base) {
            List<Address> named = addresses("listeners.tcp");
            return named == null ? base.addresses() : named;
        }

        /** The listeners of a kind; none if the key itself says so, null if there is no word of them. */
        private @Nullable List<Address> addresses(String kind) {
            boolean none = values.choice(kind, false, Map.of(NONE, true));
            List<Entry> named = values.under(kind + ".");
            if (named.isEmpty()) {
                return none ? List.of() : null;
            }
            return named.stream().map(values::address).toList();
        }

        private @Nullable TlsConfig tls(BrokerConfig base) {
            List<Address> named = addresses("listeners.ssl");
            BrokerConfig.Identity identity = new TlsKeys(values, "ssl_options.").identity();
            values.choice("ssl_options", NONE, Map.of(NONE, NONE));
            if (named == null || named.isEmpty()) {
                return named == null ? base.tls() : null;
            }
            if (identity == null) {
                throw new IllegalArgumentException("listeners.ssl needs ssl_options.certfile and ssl_options.keyfile");
            }
            return new TlsConfig(named, identity);
        }

        private Logins logins(Logins base) {
            Set<String> loopback = new LinkedHashSet<>(base.loopbackUsers());
            if (values.choice("loopback_users", false, Map.of(NONE, true))) {
                loopback.clear();
            }
            for (Entry entry : values.under("loopback_users.")) {
                String user = entry.key().substring("loopback_users.".length());
                if (values.flag(entry.key(), true)) {
                    loopback.add(user);
                } else {
                    loopback.remove(user);
                }
            }
            return new Logins(
                    loopback,
                    mechanisms(base.mechanisms()),
                    values.choice(
                            "ssl_cert_login_from",
                            base.byCommonName(),
                            Map.of("common_name", true, "distinguished_name", false)),
                    values.number(
                            "connection_max",
                            base.maxConnections(),
                            1,
                            Long.MAX_VALUE,
                            Map.of("infinity", Long.MAX_VALUE)));
        }

        private List<String> mechanisms(List<String> otherwise) {
            List<String> wanted = new ArrayList<>();
            for (Entry entry : values.under("auth_mechanisms.")) {
                if (!Logins.KNOWN.contains(entry.value())) {
                    throw values.wrong(entry, "one of " + String.join(", ", Logins.KNOWN));
                }
                wanted.add(entry.value());
            }
            return wanted.isEmpty() ? otherwise : wanted;
        }

        private ConnectionSettings connections(ConnectionSettings base) {
            long channels = values.number("channel_max", base.channelMax(), 0, 65_535);
            long timeoutMillis =
                    values.number("consumer_timeout", base.consumerTimeout().timeoutMillis(), 1, Long.MAX_VALUE);
            return new ConnectionSettings(
                    // 0 is no limit, which is what 16 bits can count.
                    channels == 0 ? 65_535 : (int) channels,
                    (int) Math.min(Integer.MAX_VALUE, values.octets("frame_max", base.frameMax(), 4096)),
                    (int) values.number("heartbeat", base.heartbeatSeconds(), 0, 65_535),
                    values.number(
                            "handshake_timeout",
                            base.handshakeTimeoutMillis(),
                            1,
                            Integer.MAX_VALUE,
                            Map.of("infinity", (long) Integer.MAX_VALUE)),
                    values.number("max_message_size", base.maxMessageOctets(), 1, MAX_MESSAGE_OCTETS),
                    new ConsumerTimeout(timeoutMillis, base.consumerTimeout().tickMillis()));
        }

        private MemoryLimits memory(MemoryLimits base) {
            long octets = limit("vm_memory_high_watermark", -1);
            return octets < 0 ? base : MemoryLimits.of(octets);
        }

        private ResourceLimits limits(ResourceLimits base) {
            return new ResourceLimits(
                    limit("vm_memory_high_watermark", base.memoryOctets()),
                    limit("disk_free_limit", base.freeDiskOctets()));
        }

        /** A share of the machine's memory counts more than octets, as with RabbitMQ. */
        private long limit(String family, long otherwise) {
            long octets = values.amount(family + ".absolute", otherwise);
            double share = values.share(family + ".relative", -1);
            return share < 0 ? octets : ResourceLimits.ofMachine(share);
        }

        /** Which pages of other sites may use the API; {@code none} counts more than names, as with RabbitMQ. */
        private Cors cors() {
            String key = "management.cors.allow_origins";
            boolean none = values.choice(key, false, Map.of(NONE, true));
            List<String> origins =
                    values.under(key + ".").stream().map(Entry::value).toList();
            return new Cors(
                    none ? List.of() : origins,
                    values.number("management.cors.max_age", Cors.NONE.maxAgeSeconds(), 0, Integer.MAX_VALUE));
        }

        private Seed seed(Seed base) {
            Seed.FirstUser user = base.user();
            return new Seed(
                    new Seed.FirstUser(
                            values.text("default_user", user.name()),
                            values.text("default_pass", user.password()),
                            tags(user.tags()),
                            permissions(user.permissions())),
                    values.text("default_vhost", base.virtualHost()),
                    definitions(base.definitions()),
                    values.has("cluster_name") ? values.text("cluster_name") : base.clusterName());
        }

        private List<String> tags(List<String> otherwise) {
            List<Entry> all = values.under("default_user_tags.");
            return all.isEmpty()
                    ? otherwise
                    : all.stream()
                            .filter(entry -> values.flag(entry.key(), false))
                            .map(entry -> entry.key().substring("default_user_tags.".length()))
                            .toList();
        }

        private Permissions permissions(Permissions base) {
            boolean named = values.has("default_permissions.configure")
                    || values.has("default_permissions.write")
                    || values.has("default_permissions.read");
            return !named
                    ? base
                    : Permissions.of(
                            expression("default_permissions.configure", base.configure()),
                            expression("default_permissions.write", base.write()),
                            expression("default_permissions.read", base.read()));
        }

        private String expression(String key, String otherwise) {
            Entry entry = values.entry(key);
            if (entry == null) {
                return otherwise;
            }
            try {
                Permissions.of(entry.value(), "", "");
                return entry.value();
            } catch (PatternSyntaxException e) {
                throw values.wrong(entry, "a regular expression");
            }
        }

        private @Nullable Path definitions(@Nullable Path otherwise) {
            Path found = otherwise;
            for (String key : List.of("management.load_definitions", "definitions.local.path", "load_definitions")) {
                Path named = values.file(key);
                found = named == null ? found : named;
            }
            return found;
        }
    }
}
