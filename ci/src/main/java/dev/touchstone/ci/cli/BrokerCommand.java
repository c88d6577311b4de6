package dev.touchstone.ci.cli;

import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.BrokerParts;
import dev.touchstone.broker.ledger.DiskException;
import dev.touchstone.broker.node.Node;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code touchstone broker}: the reference broker as a server of its own. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Runs the reference broker until Ctrl-C.",
        description = {
            "",
            "Without --data it holds everything in memory; with it durable objects and persistent messages survive, also a",
            "kill -9. The user of a new broker is guest, password guest, from this machine only; the variables",
            "RABBITMQ_DEFAULT_USER, RABBITMQ_DEFAULT_PASS and RABBITMQ_DEFAULT_VHOST name another user and virtual host."
        })
public final class BrokerCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "5672",
            description = "Port for AMQP, 0 for a free one (${DEFAULT-VALUE}).")
    private int port;

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
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "With --management-port: metrics in the format of Prometheus; RabbitMQ's port is 15692.")
    private @Nullable Integer metricsPort;

    @Override
    public Integer call() throws InterruptedException {
        BrokerConfig config = config();
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch closed = new CountDownLatch(1);
        Optional<BrokerDefaults> defaults = isNew() ? BrokerDefaults.of(System.getenv()) : Optional.empty();
        try (Node node = start(config)) {
            Broker broker = node.broker();
            defaults.ifPresent(wanted -> wanted.applyTo(broker));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, closed), "stop"));
            broker.damages().forEach(damage -> out.println("Damaged: " + damage));
            out.println("AMQP listens on "
                    + defaults.map(wanted -> host + ":" + broker.amqpPort() + ", " + wanted)
                            .orElseGet(broker::amqpUri));
            if (config.tls() != null) {
                out.println("AMQP over TLS listens on port " + broker.amqpsPort());
            }
            BrokerConfig.Management management = node.config().management();
            if (management != null) {
                out.println("Management listens on " + node.startManagement(management));
            }
            out.println("Server startup complete");
            out.flush();
            node.awaitEnd();
        }
        closed.countDown();
        return ExitCodes.OK;
    }

    /** The JVM ends when this returns, so it waits until clients were told. */
    private static void stop(Node node, CountDownLatch closed) {
        node.end();
        try {
            if (!closed.await(5, TimeUnit.SECONDS)) {
                System.err.println("touchstone: the broker did not close within 5 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A data folder that holds something was used before: its users and virtual hosts stay as they are. */
    private boolean isNew() {
        if (data == null || !Files.isDirectory(data)) {
            return true;
        }
        try (Stream<Path> inside = Files.list(data)) {
            return inside.findAny().isEmpty();
        } catch (IOException e) {
            throw new UserError(ExitCodes.UNREACHABLE, "cannot read " + data + ": " + e.getMessage(), e);
        }
    }

    private BrokerConfig config() {
        try {
            BrokerConfig config =
                    BrokerConfig.defaults().withAddress(host, port).withNativeTransport(true);
            if (loops != null) {
                config = config.withLoops(loops);
            }
            if (data != null) {
                config = config.withData(data);
            }
            if (managementPort != null) {
                config = config.withManagement(
                        new BrokerConfig.Management(managementPort, metricsPort == null ? -1 : metricsPort));
            } else if (metricsPort != null) {
                throw new UserError(ExitCodes.USAGE, "--metrics-port needs --management-port");
            }
            if (guestFromAnywhere) {
                config = config.withLoopbackUsers(Set.of());
            }
            if (tlsCertificate == null && tlsKey == null) {
                return config;
            }
            if (tlsCertificate == null || tlsKey == null) {
                throw new UserError(ExitCodes.USAGE, "TLS needs both --tls-cert and --tls-key");
            }
            for (Path file : new Path[] {tlsCertificate, tlsKey}) {
                if (!Files.isReadable(file)) {
                    throw new UserError(ExitCodes.USAGE, "cannot read " + file);
                }
            }
            return config.withTls(new BrokerConfig.TlsConfig(tlsPort, new BrokerConfig.Pem(tlsCertificate, tlsKey)));
        } catch (IllegalArgumentException e) {
            throw new UserError(ExitCodes.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private Node start(BrokerConfig config) {
        try {
            return Node.start(
                    config,
                    BrokerParts.standard(),
                    broker -> BrokerDefaults.of(System.getenv()).ifPresent(wanted -> wanted.applyTo(broker)));
        } catch (DiskException e) {
            throw new UserError(ExitCodes.UNREACHABLE, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw new UserError(
                    ExitCodes.UNREACHABLE,
                    "cannot listen on " + host + ":" + port + " (" + e.getMessage() + "); another --port may be free",
                    e);
        }
    }
}
