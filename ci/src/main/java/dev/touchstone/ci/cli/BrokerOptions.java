package dev.touchstone.ci.cli;

import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.BrokerConfig.Address;
import dev.touchstone.broker.BrokerConfig.ClientCertificates;
import dev.touchstone.broker.BrokerConfig.Identity;
import dev.touchstone.broker.BrokerConfig.Management;
import dev.touchstone.broker.conf.Conf;
import dev.touchstone.broker.conf.ConfException;
import dev.touchstone.broker.conf.ConfFile;
import dev.touchstone.broker.dialect.Dialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the broker is to start: built-in values, then a file, then the environment, then the command line; the later counts. */
final class BrokerOptions {
    private static final String CONF = "rabbitmq.conf";
    private static final Address USUAL = new Address("127.0.0.1", 5672);

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = {
                "Configuration in the syntax of rabbitmq.conf; default: the file that RABBITMQ_CONFIG_FILE names, or",
                "rabbitmq.conf in the data folder."
            })
    private @Nullable Path conf;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on (127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Port for AMQP, 0 for a free one (5672).")
    private @Nullable Integer port;

    @Option(
            names = "--tls-port",
            paramLabel = "PORT",
            defaultValue = "5671",
            description = "Port for AMQP over TLS (${DEFAULT-VALUE}); needs --tls-cert and --tls-key.")
    private int tlsPort;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "PEM file with the certificate chain of the server.")
    private @Nullable Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM file with its private key (PKCS#8).")
    private @Nullable Path tlsKey;

    @Option(names = "--guest-from-anywhere", description = "The user guest may log in from other machines.")
    private boolean guestFromAnywhere;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where to keep what survives; made if it is missing. One process may use it at a time.")
    private @Nullable Path data;

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description =
                    "Whose behaviour to show where RabbitMQ's releases differ: rabbitmq-3 (default) or rabbitmq-4.")
    private @Nullable String dialect;

    @Option(
            names = "--loops",
            paramLabel = "N",
            description = "Event loops, each a thread; default: one for each core.")
    private @Nullable Integer loops;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Also the management API over HTTP; RabbitMQ's port is 15672, 0 takes a free one.")
    private @Nullable Integer managementPort;

    @Option(
            names = "--management-tls-port",
            paramLabel = "PORT",
            description =
                    "Also the management API over HTTPS, with the certificate of --tls-cert; RabbitMQ's port is 15671.")
    private @Nullable Integer managementTlsPort;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Also metrics in the format of Prometheus; RabbitMQ's port is 15692.")
    private @Nullable Integer metricsPort;

    /** All of it together, with what there is to warn of. */
    Conf read(Map<String, String> environment) {
        BrokerConfig base =
                BrokerConfig.defaults().withAddresses(List.of(USUAL)).withNativeTransport(true);
        try {
            Conf read = Conf.of(file(environment), base);
            BrokerConfig seeded = read.config()
                    .withSeed(BrokerDefaults.of(environment, read.config().seed()));
            return new Conf(withOptions(seeded), read.logLevel(), read.warnings());
        } catch (ConfException | IllegalArgumentException e) {
            throw new UserError(ExitCodes.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private ConfFile file(Map<String, String> environment) {
        if (conf != null) {
            return ConfFile.read(conf);
        }
        String named = environment.getOrDefault("RABBITMQ_CONFIG_FILE", "");
        if (!named.isEmpty()) {
            // RabbitMQ takes the name with and without its ending.
            Path file = Path.of(named);
            return ConfFile.read(Files.exists(file) ? file : Path.of(named + ".conf"));
        }
        Path kept = data == null ? null : data.resolve(CONF);
        return kept != null && Files.exists(kept) ? ConfFile.read(kept) : ConfFile.empty();
    }

    private BrokerConfig withOptions(BrokerConfig before) {
        BrokerConfig config = before;
        if (host != null || port != null) {
            config = config.withAddress(
                    host == null ? config.host() : host,
                    port != null ? port : config.port() < 0 ? USUAL.port() : config.port());
        }
        if (dialect != null) {
            config = config.withDialect(Dialect.named(dialect));
        }
        if (loops != null) {
            config = config.withLoops(loops);
        }
        if (data != null) {
            config = config.withData(data);
        }
        if (guestFromAnywhere) {
            config = config.withLoopbackUsers(Set.of());
        }
        Identity identity = identity();
        if (identity != null) {
            config = config.withTls(new BrokerConfig.TlsConfig(List.of(Address.here(tlsPort)), identity));
        }
        return config.withManagement(management(config.management(), identity));
    }

    private @Nullable Management management(@Nullable Management before, @Nullable Identity identity) {
        if (managementPort == null && managementTlsPort == null && metricsPort == null) {
            return before;
        }
        Management base = before == null ? new Management(-1, -1) : before;
        return new Management(
                at(managementPort, base.http()),
                at(managementTlsPort, base.https()),
                identity == null ? base.identity() : identity,
                at(metricsPort, base.metrics()));
    }

    private static Address at(@Nullable Integer port, Address otherwise) {
        return port == null ? otherwise : Address.here(port);
    }

    private @Nullable Identity identity() {
        if (tlsCertificate == null && tlsKey == null) {
            return null;
        }
        if (tlsCertificate == null || tlsKey == null) {
            throw new UserError(ExitCodes.USAGE, "TLS needs both --tls-cert and --tls-key");
        }
        for (Path file : new Path[] {tlsCertificate, tlsKey}) {
            if (!Files.isReadable(file)) {
                throw new UserError(ExitCodes.USAGE, "cannot read " + file);
            }
        }
        return new Identity(new BrokerConfig.Pem(tlsCertificate, tlsKey), ClientCertificates.IGNORED);
    }
}
