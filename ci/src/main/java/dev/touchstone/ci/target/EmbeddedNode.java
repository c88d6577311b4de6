package dev.touchstone.ci.target;

import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.BrokerParts;
import dev.touchstone.broker.ResourceAlarm;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Power over the embedded broker. A node of its own for a case keeps its data in a temporary folder, which goes with it; the shared one forgets everything
 * when it stops.
 */
final class EmbeddedNode implements NodeControl, AutoCloseable {
    private static final int NO_METRICS = -1;

    private final BrokerConfig config;
    private final BrokerParts parts;
    private volatile Broker broker;
    private int managementPort;

    private EmbeddedNode(BrokerConfig config, BrokerParts parts) {
        this.config = config;
        this.parts = parts;
        this.broker = Broker.start(config, parts);
    }

    /** A node that keeps everything in memory. */
    static EmbeddedNode inMemory(BrokerConfig config, BrokerParts parts) {
        return new EmbeddedNode(config, parts);
    }

    /** A node with a data folder of its own. */
    static EmbeddedNode withFolder(BrokerConfig config, BrokerParts parts) {
        try {
            Path folder = Files.createTempDirectory("touchstone-embedded-");
            return new EmbeddedNode(config.withData(folder), parts);
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the data of an embedded broker can be made", e);
        }
    }

    Broker broker() {
        return broker;
    }

    /** The management API, started when it is first asked for; it comes back with the node. */
    synchronized URI management() {
        URI uri = broker.startManagement(new BrokerConfig.Management(managementPort, NO_METRICS));
        managementPort = uri.getPort();
        return uri;
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
    public synchronized void start() {
        broker = Broker.start(config.withAddress(config.host(), broker.amqpPort()), parts);
        if (managementPort != 0) {
            management();
        }
    }

    @Override
    public void suspendListeners() {
        broker.suspendListeners();
    }

    @Override
    public void resumeListeners() {
        broker.resumeListeners();
    }

    /**
     * Of the control command's words only {@code close_all_connections REASON} and {@code set_vm_memory_high_watermark}; the command
     * itself comes later.
     */
    @Override
    public String control(String... words) {
        if (words.length == 2 && words[0].equals("close_all_connections")) {
            broker.connections().forEach(connection -> broker.closeConnection(connection.name(), words[1]));
            return "";
        }
        if (words.length >= 2 && words[0].equals("set_vm_memory_high_watermark")) {
            setMemoryHighWatermark(words);
            return "";
        }
        throw new UnsupportedByTarget("the embedded broker has no control command: " + String.join(" ", words));
    }

    @Override
    public void raiseAlarm(Resource resource) {
        broker.raiseAlarm(alarm(resource));
    }

    @Override
    public void clearAlarm(Resource resource) {
        broker.clearAlarm(alarm(resource));
    }

    private static ResourceAlarm alarm(Resource resource) {
        return switch (resource) {
            case MEMORY -> ResourceAlarm.MEMORY;
            case DISK -> ResourceAlarm.DISK;
        };
    }

    /**
     * {@code absolute OCTETS} raises the alarm if more is used now, else it clears it. A fraction is one of the machine's memory, of which
     * this process takes so little that only 0 raises the alarm.
     */
    private void setMemoryHighWatermark(String... words) {
        Runtime memory = Runtime.getRuntime();
        long used = memory.totalMemory() - memory.freeMemory();
        boolean raised =
                words[1].equals("absolute") ? Long.parseLong(words[2]) < used : Double.parseDouble(words[1]) <= 0;
        if (raised) {
            broker.raiseAlarm(ResourceAlarm.MEMORY);
        } else {
            broker.clearAlarm(ResourceAlarm.MEMORY);
        }
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
