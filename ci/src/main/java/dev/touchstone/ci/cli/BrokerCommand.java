package dev.touchstone.ci.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.touchstone.broker.Administration.ListenerInfo;
import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.BrokerConfig.Management;
import dev.touchstone.broker.BrokerParts;
import dev.touchstone.broker.Seed;
import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.conf.Conf;
import dev.touchstone.broker.ledger.DiskException;
import dev.touchstone.broker.node.Node;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
            "RABBITMQ_DEFAULT_USER, RABBITMQ_DEFAULT_PASS and RABBITMQ_DEFAULT_VHOST name another user and virtual host.",
            "A configuration in the syntax of rabbitmq.conf comes before the variables, and these before the options."
        })
public final class BrokerCommand implements Callable<Integer> {
    private static final String LOG_VARIABLE = "TOUCHSTONE_LOG";

    @Spec
    private CommandSpec spec;

    @Mixin
    private BrokerOptions options;

    @Override
    public Integer call() throws InterruptedException {
        Conf conf = options.read(System.getenv());
        PrintWriter out = spec.commandLine().getOut();
        conf.warnings().forEach(warning -> out.println("Warning: " + warning));
        if (!System.getenv().containsKey(LOG_VARIABLE)) {
            log(conf.logLevel());
        }
        CountDownLatch closed = new CountDownLatch(1);
        try (Node node = start(conf.config())) {
            Broker broker = node.broker();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, closed), "stop"));
            broker.damages().forEach(damage -> out.println("Damaged: " + damage));
            announce(node.config(), broker, out);
            out.println("Server startup complete");
            out.flush();
            node.awaitEnd();
        }
        closed.countDown();
        return ExitCodes.OK;
    }

    /** The broker as a server of its own says what its operator should know, refused logins for one. */
    private static void log(String level) {
        if (LoggerFactory.getLogger("dev.touchstone") instanceof Logger logger) {
            logger.setLevel(Level.toLevel(level, Level.WARN));
        }
    }

    /** A line for each socket, and where to log in at a broker that nobody configured. */
    private static void announce(BrokerConfig config, Broker broker, PrintWriter out) {
        boolean isUsual = config.seed().equals(Seed.guest())
                && broker.users().user(AuthStore.GUEST) != null
                && !config.addresses().isEmpty();
        boolean first = true;
        for (ListenerInfo listener : broker.administration().listeners()) {
            out.println(
                    first && isUsual && listener.protocol().equals("amqp")
                            ? "AMQP listens on " + broker.amqpUri()
                            : line(listener));
            first = false;
        }
    }

    private static String line(ListenerInfo listener) {
        String address = listener.address().contains(":") ? "[" + listener.address() + "]" : listener.address();
        String place = address + ":" + listener.port();
        return switch (listener.protocol()) {
            case "amqp" -> "AMQP listens on " + place;
            case "amqp/ssl" -> "AMQP over TLS listens on " + place;
            case "http/prometheus" -> "Metrics are at http://" + place + "/metrics";
            default -> "Management listens on " + listener.protocol() + "://" + place;
        };
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

    private static Node start(BrokerConfig config) {
        try {
            return Node.start(config, BrokerParts.standard());
        } catch (DiskException e) {
            throw new UserError(ExitCodes.UNREACHABLE, String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new UserError(ExitCodes.USAGE, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw new UserError(ExitCodes.UNREACHABLE, "cannot listen on " + places(config) + ": " + e.getMessage(), e);
        }
    }

    private static String places(BrokerConfig config) {
        List<String> places = config.addresses().stream()
                .map(address -> address.host() + ":" + address.port())
                .toList();
        Management management = config.management();
        return String.join(", ", places) + (management == null ? "" : " or for management")
                + "; another port may be free";
    }
}
