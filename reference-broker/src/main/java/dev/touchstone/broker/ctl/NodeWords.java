package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.broker.ResourceLimits;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** What is asked of the node as a whole: starting and stopping, limits, checks (CTL-02, CTL-10, CTL-12). */
final class NodeWords {
    private static final List<String> KNOWN_AS = List.of("touchstone", "rabbit");

    private final Asked node;
    private final CommandLine line;

    NodeWords(Asked node, CommandLine line) {
        this.node = node;
        this.line = line;
    }

    /** The node's name; a fixed one, there is no other. */
    static String name() {
        return "touchstone@localhost";
    }

    /**
     * Over the local channel there is one node, which goes by its own name and by RabbitMQ's default on whatever host: scripts name it. Another one cannot
     * be reached.
     */
    static void checkName(CommandLine line) {
        String wanted = line.option("--node", name());
        if (!KNOWN_AS.contains(wanted.split("@", 2)[0])) {
            throw new CtlException(
                    CtlException.UNAVAILABLE,
                    "unable to perform an operation on node '" + wanted + "'. There is no such node here, only "
                            + name());
        }
    }

    void addTo(Map<String, Word> all) {
        all.put("ping", Word.of(0, () -> "Will ping " + name() + ". Timeout: 60000 ms.", this::ping));
        all.put("stop", new Word(0, 1, () -> "Stopping and halting node " + name() + " ...", () -> post("stop")));
        all.put("shutdown", Word.of(0, () -> "Shutting down node " + name() + " ...", () -> post("stop")));
        all.put(
                "stop_app",
                Word.of(0, () -> "Stopping rabbit application on node " + name() + " ...", () -> post("stop_app")));
        all.put("start_app", Word.of(0, () -> "Starting node " + name() + " ...", () -> post("start_app")));
        all.put("reset", Word.of(0, () -> "Resetting node " + name() + " ...", this::reset));
        all.put("force_reset", Word.of(0, () -> "Forcefully resetting node " + name() + " ...", this::reset));
        all.put(
                "join_cluster",
                new Word(1, 2, () -> "Clustering node " + name() + " with " + line.word(0), this::join));
        all.put(
                "suspend_listeners",
                Word.of(
                        0,
                        () -> "Will suspend client connection listeners on node " + name()
                                + ". No new client connections will be accepted",
                        () -> post("suspend")));
        all.put(
                "resume_listeners",
                Word.of(
                        0,
                        () -> "Will resume client connection listeners on node " + name()
                                + ". New client connections will be accepted",
                        () -> post("resume")));
        all.put("set_vm_memory_high_watermark", limiting("memory", "memory threshold", "absolute", this::memoryLimit));
        all.put("set_disk_free_limit", limiting("disk", "disk free limit", "mem_relative", this::diskLimit));
        checks(all);
    }

    private String post(String word) {
        node.node("POST", word, null);
        return "";
    }

    private String ping() {
        if (node.isLocal()) {
            node.node("GET", "ping", null);
        } else {
            node.get("whoami");
        }
        return "Ping succeeded";
    }

    private boolean isRunning() {
        return !node.isLocal()
                || node.node("GET", "ping", null).json().path("running").asBoolean();
    }

    private String reset() {
        if (isRunning()) {
            throw new CtlException(
                    CtlException.SOFTWARE, "RabbitMQ on node " + name() + " must be stopped with 'stop_app' first");
        }
        return post("reset");
    }

    private String join() {
        if (isRunning()) {
            throw new CtlException(
                    CtlException.SOFTWARE, "RabbitMQ on node " + name() + " must be stopped with 'stop_app' first");
        } else if (line.word(0).equals(name())) {
            throw new CtlException(CtlException.SOFTWARE, "cannot cluster node with itself: " + name());
        }
        throw new CtlException(CtlException.UNAVAILABLE, "clusters are not here: " + line.word(0));
    }

    // Limits

    /** A word with an amount, or with a second word that says what kind of amount it is. What is wrong is said before anything else. */
    private Word limiting(String resource, String what, String kind, BiFunction<Boolean, String, Limit> reader) {
        Supplier<Limit> limit = () -> {
            boolean ofKind = line.word(0).equals(kind);
            line.expect(ofKind ? 2 : 1, ofKind ? 2 : 1);
            return reader.apply(ofKind, line.word(ofKind ? 1 : 0));
        };
        return new Word(
                1,
                2,
                () -> "Setting " + what + " on " + name() + " to " + limit.get().shown() + " ...",
                () -> post(resource + "?" + limit.get().query()));
    }

    /**
     * What the node is asked for.
     *
     * @param shown as RabbitMQ repeats it
     */
    private record Limit(String query, String shown) {}

    private Limit memoryLimit(boolean absolute, String amount) {
        if (absolute) {
            return new Limit("absolute=" + octets(amount), amount + " bytes");
        }
        if (fraction(amount) > 1) {
            throw badArgument(": The threshold should be a fraction between 0.0 and 1.0");
        }
        return new Limit("fraction=" + fraction(amount), amount);
    }

    private Limit diskLimit(boolean relative, String amount) {
        return relative
                ? new Limit("fraction=" + fraction(amount), amount + " times the total RAM")
                : new Limit("absolute=" + octets(amount), amount + " bytes");
    }

    private CtlException badArgument(String why) {
        return new CtlException(CtlException.DATA, "(argument validation): Bad argument" + why);
    }

    private double fraction(String text) {
        try {
            double fraction = Double.parseDouble(text);
            if (fraction >= 0) {
                return fraction;
            }
        } catch (NumberFormatException e) {
            // It is refused below, with what is wrong in other ways.
        }
        throw badArgument(": not a fraction: " + text);
    }

    private long octets(String text) {
        return ResourceLimits.octets(text)
                .orElseThrow(() -> badArgument(": " + text + " has to be " + ResourceLimits.ALLOWED));
    }

    // Checks

    private void checks(Map<String, Word> all) {
        check(all, "await_startup", "Wait for the broker of " + name(), "");
        check(all, "await_online_nodes", "Will wait for nodes", "");
        check(
                all,
                "check_running",
                "Checking if RabbitMQ is running on node " + name() + " ...",
                "RabbitMQ on node " + name() + " is fully booted and running");
        check(
                all,
                "check_virtual_hosts",
                "Checking if all vhosts are running on node " + name() + " ...",
                "Node " + name() + " reported all vhosts as running");
        check(
                all,
                "check_if_node_is_quorum_critical",
                "Checking if node " + name() + " is critical for quorum of any quorum queues ...",
                "Node " + name() + " is the only running node in its cluster");
        check(
                all,
                "check_if_node_is_mirror_sync_critical",
                "Checking if node " + name() + " is critical for data safety of any classic mirrored queues ...",
                "Node " + name() + " is the only running node in its cluster");
        check(all, "node_health_check", "Checking health of node " + name() + " ...", "Health check passed");
        check(all, "node_health", "Checking health of node " + name() + " ...", "Health check passed");
        all.put(
                "check_local_alarms",
                Word.of(
                        0,
                        () -> "Asking node " + name() + " to report any local resource alarms ...",
                        this::checkAlarms));
        all.put(
                "check_alarms",
                Word.of(
                        0,
                        () -> "Asking node " + name() + " to report any known resource alarms ...",
                        this::checkAlarms));
        all.put(
                "check_port_connectivity",
                Word.of(
                        0,
                        () -> "Testing TCP connections to all active listeners on node " + name() + " ...",
                        this::checkRunning));
        all.put(
                "check_port_listener",
                Word.of(
                        1,
                        () -> "Asking node " + name() + " if there's an active listener on port " + line.word(0)
                                + " ...",
                        this::checkPort));
    }

    private void check(Map<String, Word> all, String word, String banner, String passed) {
        all.put(word, new Word(0, Word.ANY, () -> banner, () -> {
            checkRunning();
            return passed;
        }));
    }

    private String checkRunning() {
        if (!isRunning()) {
            throw new CtlException(
                    CtlException.UNAVAILABLE,
                    "RabbitMQ on node " + name()
                            + " is not running or has not fully booted yet (check with is_booting)");
        }
        return "";
    }

    private String checkAlarms() {
        List<String> alarms = StatusWords.alarms(node.get("nodes/" + Asked.path(name())));
        if (!alarms.isEmpty()) {
            throw new CtlException(
                    CtlException.UNAVAILABLE, "Node " + name() + " reported alarms: " + String.join(", ", alarms));
        }
        return "Node " + name() + " reported no local alarms";
    }

    private String checkPort() {
        for (JsonNode listener : node.get("overview").path("listeners")) {
            if (listener.path("port").asText().equals(line.word(0))) {
                return "A TCP connection can be established to port " + line.word(0);
            }
        }
        throw new CtlException(CtlException.UNAVAILABLE, "No listener for port " + line.word(0) + " is active");
    }
}
