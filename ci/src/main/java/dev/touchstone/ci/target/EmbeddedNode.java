package dev.touchstone.ci.target;

import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Power over the embedded broker. A node of its own for a case keeps its data in a temporary folder, which goes with it; the shared one forgets everything
 * when it stops.
 */
final class EmbeddedNode implements NodeControl, AutoCloseable {
    private final BrokerConfig config;
    private volatile Broker broker;

    private EmbeddedNode(BrokerConfig config) {
        this.config = config;
        this.broker = Broker.start(config);
    }

    /** A node that keeps everything in memory. */
    static EmbeddedNode inMemory(BrokerConfig config) {
        return new EmbeddedNode(config);
    }

    /** A node with a data folder of its own. */
    static EmbeddedNode withFolder(BrokerConfig config) {
        try {
            Path folder = Files.createTempDirectory("touchstone-embedded-");
            return new EmbeddedNode(config.withData(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the data of an embedded broker can be made", e);
        }
    }

    Broker broker() {
        return broker;
    }

    String host() {
        return config.host();
    }

    @Override
    public void stop() {
        broker.close();
    }

    /** As near to a kill as it gets inside this process: no goodbye, nothing more is written. */
    @Override
    public void kill() {
        broker.kill();
    }

    @Override
    public void start() {
        broker = Broker.start(config.withAddress(config.host(), broker.amqpPort()));
    }

    @Override
    public void suspendListeners() {
        broker.suspendListeners();
    }

    @Override
    public void resumeListeners() {
        broker.resumeListeners();
    }

    /** Of the control command's words only {@code close_all_connections REASON}; the command itself comes later. */
    @Override
    public String control(String... words) {
        if (words.length == 2 && words[0].equals("close_all_connections")) {
            broker.connections().forEach(connection -> broker.closeConnection(connection.name(), words[1]));
            return "";
        }
        throw new UnsupportedByTarget("the embedded broker has no control command: " + String.join(" ", words));
    }

    @Override
    public void close() {
        broker.close();
        Path folder = config.data();
        if (folder != null) {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the data of an embedded broker cannot be removed", e);
        }
    }
}
