package dev.touchstone.broker.node;

import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.ledger.DiskException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is switched on beyond a plain broker, by the names of RabbitMQ's plugins. The file {@code enabled_plugins} of the data folder counts if it is there,
 * in RabbitMQ's form: {@code [rabbitmq_management,rabbitmq_prometheus].}
 *
 * @param names sorted
 */
public record EnabledPlugins(Set<String> names) {
    /** The file in the data folder. */
    public static final String FILE = "enabled_plugins";

    /** The management API. */
    public static final String MANAGEMENT = "rabbitmq_management";

    /** Metrics, which this broker serves with the management API only. */
    public static final String PROMETHEUS = "rabbitmq_prometheus";

    /** Everything that can be switched on. */
    public static final List<String> KNOWN = List.of(BrokerConfig.DELAYED_MESSAGE_EXCHANGE, MANAGEMENT, PROMETHEUS);

    private static final int MANAGEMENT_PORT = 15_672;
    private static final int METRICS_PORT = 15_692;
    private static final int NONE = -1;

    /** What is a person's or the node's and no data. */
    private static final Set<String> CONFIGURATION =
            Set.of(FILE, LocalAddress.FILE, "control.sock", "rabbitmq.conf", "conf.d", "definitions.json");

    /** A sorted copy. */
    public EnabledPlugins {
        names = Collections.unmodifiableSet(new TreeSet<>(names));
    }

    /** What the file in the folder of this configuration says; without one, what the configuration itself asks for. */
    public static EnabledPlugins of(BrokerConfig config) {
        Path folder = config.data();
        if (folder != null && Files.exists(folder.resolve(FILE))) {
            return read(folder);
        }
        Set<String> names = new TreeSet<>(config.plugins());
        BrokerConfig.Management management = config.management();
        if (management != null) {
            names.add(MANAGEMENT);
            if (management.metrics().isWanted()) {
                names.add(PROMETHEUS);
            }
        }
        return new EnabledPlugins(names);
    }

    /** What the file in that folder says, nothing without one. */
    public static EnabledPlugins read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return new EnabledPlugins(Set.of());
        }
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (!text.startsWith("[") || !text.endsWith("].")) {
                throw new DiskException(file + " is not of the form [plugin,plugin].");
            }
            String inside = text.substring(1, text.length() - 2).strip();
            return new EnabledPlugins(
                    inside.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(inside.split("\\s*,\\s*"))));
        } catch (IOException e) {
            throw new DiskException("cannot read " + file + ": " + e, e);
        }
    }

    /** Writes the file into that folder. */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(FILE), "[" + String.join(",", names) + "].\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new DiskException("cannot write " + folder.resolve(FILE) + ": " + e, e);
        }
    }

    /**
     * That configuration with these plugins and no others; unknown ones are left out. Ports that the configuration already names stay, also those of a
     * management API that it asks for by itself.
     */
    BrokerConfig applyTo(BrokerConfig config) {
        Set<String> types = new TreeSet<>(names);
        types.retainAll(Set.of(BrokerConfig.DELAYED_MESSAGE_EXCHANGE));
        BrokerConfig changed =
                types.equals(config.plugins()) ? config : config.withPlugins(types.toArray(String[]::new));
        BrokerConfig.Management wanted = management();
        return wanted == null || config.management() != null ? changed : changed.withManagement(wanted);
    }

    /** The management API that they ask for, or null. */
    BrokerConfig.@Nullable Management management() {
        boolean metrics = names.contains(PROMETHEUS);
        return names.contains(MANAGEMENT) || metrics
                ? new BrokerConfig.Management(MANAGEMENT_PORT, metrics ? METRICS_PORT : NONE)
                : null;
    }

    /** Whether a file of the data folder is a person's or the node's, and no data that a reset forgets. */
    static boolean isConfiguration(Path folder, Path path) {
        Path inside = folder.relativize(path);
        return CONFIGURATION.contains(inside.getName(0).toString());
    }
}
