package dev.touchstone.broker.node;

import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.BrokerParts;
import dev.touchstone.broker.ledger.DiskException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that can be stopped and started again inside its process, as {@code rabbitmqctl stop_app} and {@code start_app} do it (CTL-02), and that takes
 * commands: over {@link #control()} from inside, and where it has a data folder over {@link LocalChannel} from other processes of the same user. Ports that
 * were free ones stay the same. Thread-safe.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Node.class);
    private final BrokerParts parts;
    private final NodeCommands commands;
    private final @Nullable LocalServer server;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile BrokerConfig config;
    private volatile Broker broker;
    private volatile boolean running;
    private BrokerConfig.@Nullable Management management;

    private Node(BrokerConfig wanted, BrokerParts parts) {
        this.parts = parts;
        this.config = EnabledPlugins.of(wanted).applyTo(withWatchedDisk(wanted));
        this.management = config.management();
        this.broker = Broker.start(config, parts);
        this.running = true;
        this.commands = new NodeCommands(this);
        this.server = listen();
    }

    /** Where something is kept the disk is watched, as RabbitMQ does. */
    private static BrokerConfig withWatchedDisk(BrokerConfig wanted) {
        return wanted.data() == null
                ? wanted
                : wanted.withLimits(wanted.limits().withUsualDisk());
    }

    /** Starts a node; its broker listens when this returns. */
    public static Node start(BrokerConfig config, BrokerParts parts) {
        return new Node(config, parts);
    }

    /** Starts a node as it is by default. */
    public static Node start(BrokerConfig config) {
        return start(config, BrokerParts.standard());
    }

    private @Nullable LocalServer listen() {
        Path folder = config.data();
        if (folder == null) {
            return null;
        }
        try {
            return LocalServer.start(folder, commands);
        } catch (IOException | UnsupportedOperationException e) {
            LOGGER.warn("there is no local channel for the control command: {}", e.toString());
            return null;
        }
    }

    /** The broker, the last one if it is stopped. */
    public Broker broker() {
        return broker;
    }

    /** How the broker was started, or will be when it starts again. */
    public BrokerConfig config() {
        return config;
    }

    /** Whether the broker runs. */
    public boolean isRunning() {
        return running;
    }

    /** Takes commands of this process. */
    public Control control() {
        return commands;
    }

    /** Starts the management API if it does not run yet; it comes back when the broker does. */
    public synchronized URI startManagement(BrokerConfig.Management wanted) {
        URI uri = broker.startManagement(wanted);
        management = TakenPorts.of(broker).in(wanted);
        return uri;
    }

    /** Says goodbye to all clients and stops the broker, not the node; does nothing if it is stopped. */
    public synchronized void stopApp() {
        if (running) {
            remember();
            running = false;
            broker.close();
        }
    }

    /** The broker ends as if it was killed, see {@link Broker#kill}; the node stays. */
    public synchronized void killApp() {
        if (running) {
            remember();
            running = false;
            broker.kill();
        }
    }

    /** Who takes a free port once keeps it. */
    private void remember() {
        TakenPorts taken = TakenPorts.of(broker);
        config = taken.in(config);
        if (management != null) {
            management = taken.in(management);
        }
    }

    /** Starts the broker again with what it keeps; does nothing if it runs. */
    public synchronized void startApp() {
        if (running) {
            return;
        }
        BrokerConfig base = management == null ? config : config.withManagement(management);
        BrokerConfig now = EnabledPlugins.of(base).applyTo(base);
        broker = Broker.start(now, parts);
        commands.forget();
        running = true;
        if (management != null) {
            startManagement(management);
        }
    }

    /**
     * Forgets everything that was kept. The broker has to be stopped.
     *
     * @throws IllegalStateException if it runs
     * @throws DiskException if the data cannot be removed
     */
    public synchronized void reset() {
        if (running) {
            throw new IllegalStateException("the broker runs");
        }
        Path folder = config.data();
        if (folder == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> kept = all.filter(path -> !path.equals(folder) && !EnabledPlugins.isConfiguration(folder, path))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path path : kept) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new DiskException("the data cannot be removed: " + e, e);
        }
    }

    /** Starts or ends the management API and its metrics while the broker runs. */
    synchronized void manage(BrokerConfig.@Nullable Management wanted) {
        management = wanted;
        config = config.withManagement(wanted);
        if (running) {
            broker.stopManagement();
            if (wanted != null) {
                startManagement(wanted);
            }
        }
    }

    /** The management API that runs with the broker, or null. */
    synchronized BrokerConfig.@Nullable Management management() {
        return management;
    }

    /** Whether metrics are served. */
    synchronized boolean hasMetrics() {
        return management != null && management.metrics().isWanted();
    }

    /** Lets {@link #awaitEnd} return; who waits there closes the node. */
    public void end() {
        ended.countDown();
    }

    /** Waits until somebody asks the node to end, with the command {@code stop} or by {@link #close}. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Stops the broker and takes no more commands. */
    @Override
    public void close() {
        ended.countDown();
        if (server != null) {
            server.close();
        }
        synchronized (this) {
            running = false;
            broker.close();
        }
    }
}
