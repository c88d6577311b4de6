package dev.touchstone.ci.target;

import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.BrokerParts;
import dev.touchstone.broker.ResourceAlarm;
import dev.touchstone.broker.ctl.Ctl;
import dev.touchstone.broker.ctl.Plugins;
import dev.touchstone.broker.node.Control;
import dev.touchstone.broker.node.LocalChannel;
import dev.touchstone.broker.node.Node;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Power over the embedded broker. A node of its own for a case keeps its data in a temporary folder, which goes with it; the shared one forgets everything
 * when it stops.
 */
final class EmbeddedNode implements NodeControl, AutoCloseable {
    private static final int NO_METRICS = -1;

    /** Words that need a machine for Erlang. */
    private static final Set<String> ERLANG = Set.of("eval", "eval_file", "exec");

    private final BrokerConfig config;
    private final Node node;

    private EmbeddedNode(BrokerConfig config, BrokerParts parts) {
        this.config = config;
        this.node = Node.start(config, parts);
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
        return node.broker();
    }

    /** The management API, started when it is first asked for; it comes back with the node. */
    URI management() {
        return node.startManagement(new BrokerConfig.Management(0, NO_METRICS));
    }

    String host() {
        return config.host();
    }

    @Override
    public void stop() {
        node.stopApp();
    }

    /** As near to a kill as it gets inside this process: no goodbye, nothing more is written. */
    @Override
    public void kill() {
        node.killApp();
    }

    @Override
    public void start() {
        node.startApp();
    }

    @Override
    public void suspendListeners() {
        broker().suspendListeners();
    }

    @Override
    public void resumeListeners() {
        broker().resumeListeners();
    }

    @Override
    public String control(String... words) {
        Outcome outcome = run("rabbitmqctl", words);
        if (outcome.exit() != 0) {
            throw new AdminException(
                    String.join(" ", words) + " ended with " + outcome.exit() + ": " + outcome.output());
        }
        return outcome.output();
    }

    /** The tools by the words that they take over the local channel where there is a data folder, which names it, else inside this process. */
    @Override
    public Outcome run(String tool, String... words) {
        Path folder = config.data();
        if (words.length > 0 && ERLANG.contains(words[0])) {
            throw new UnsupportedByTarget("the embedded broker runs no Erlang: " + words[0]);
        }
        Control control = folder == null ? node.control() : LocalChannel.to(folder);
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int exit = switch (tool) {
            case "rabbitmqctl", "rabbitmq-diagnostics" -> Ctl.run(List.of(words), out, out, control);
            case "rabbitmq-plugins" -> plugins(List.of(words), out, control);
            default -> throw new UnsupportedByTarget("the embedded broker has no " + tool);
        };
        return new Outcome(exit, said.toString().strip());
    }

    /** The management API is there for whoever asks for it, so it counts as enabled. */
    private int plugins(List<String> words, PrintWriter out, Control control) {
        management();
        return Plugins.run(words, out, out, control);
    }

    @Override
    public void raiseAlarm(Resource resource) {
        broker().raiseAlarm(alarm(resource));
    }

    @Override
    public void clearAlarm(Resource resource) {
        broker().clearAlarm(alarm(resource));
    }

    private static ResourceAlarm alarm(Resource resource) {
        return switch (resource) {
            case MEMORY -> ResourceAlarm.MEMORY;
            case DISK -> ResourceAlarm.DISK;
        };
    }

    @Override
    public void close() {
        node.close();
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
