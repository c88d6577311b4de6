package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.ledger.DiskException;
import dev.touchstone.broker.node.Control;
import dev.touchstone.broker.node.EnabledPlugins;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code rabbitmq-plugins} by another name: {@code list}, {@code enable}, {@code disable}, {@code set}, {@code is_enabled}, {@code directories} (CTL-11).
 * It asks the node of a data folder, and where none runs changes the folder's file {@code enabled_plugins} for the next start.
 */
public final class Plugins {
    private static final String VERSION = "3.10.8";

    private final CommandLine line;
    private final PrintWriter out;
    private final @Nullable Path folder;
    private final @Nullable Asked node;

    private Plugins(CommandLine line, PrintWriter out, @Nullable Path folder, @Nullable Asked node) {
        this.line = line;
        this.out = out;
        this.folder = folder;
        this.node = node;
    }

    /** What is enabled and what works. */
    private record State(Set<String> enabled, Set<String> running) {}

    /** Runs one command on the data folder that its options or the environment name. */
    public static int run(List<String> arguments, PrintWriter out, PrintWriter err) {
        return run(arguments, out, err, null);
    }

    /**
     * Runs one command; returns the exit code.
     *
     * @param given the way to the node, or null: the options name it
     */
    public static int run(List<String> arguments, PrintWriter out, PrintWriter err, @Nullable Control given) {
        return Ctl.guarded(out, err, () -> {
            CommandLine line = CommandLine.of(arguments);
            NodeWords.checkName(line);
            Control control = given == null ? Ctl.control(line, System.getenv()) : given;
            if (control instanceof Remote) {
                throw new CtlException(
                        CtlException.USAGE,
                        "(argument validation): which data folder? Name it with --data or " + Ctl.DATA_VARIABLE);
            }
            String named = line.option("--data", System.getenv().getOrDefault(Ctl.DATA_VARIABLE, ""));
            Path folder = given == null ? Path.of(named) : null;
            boolean offline = line.has("--offline") || folder != null && !answers(control);
            new Plugins(line, out, folder, offline ? null : new Asked(control)).run();
        });
    }

    private static boolean answers(Control control) {
        try {
            new Asked(control).node("GET", "ping", null);
            return true;
        } catch (CtlException e) {
            return false;
        }
    }

    private void run() {
        String word = line.words().isEmpty() ? "list" : line.words().get(0);
        switch (word) {
            case "list" -> list();
            case "enable" ->
                change("Enabling", wanted -> {
                    Set<String> all = new TreeSet<>(state().enabled());
                    all.addAll(wanted);
                    return all;
                });
            case "disable" ->
                change("Disabling", wanted -> {
                    Set<String> all = new TreeSet<>(state().enabled());
                    all.removeAll(wanted);
                    return all;
                });
            case "set" -> change("Setting", wanted -> wanted);
            case "is_enabled" -> isEnabled();
            case "directories" -> directories();
            default -> throw new CtlException(CtlException.USAGE, "Command '" + word + "' not found.");
        }
    }

    private Path folder() {
        if (folder == null) {
            throw new CtlException(CtlException.UNAVAILABLE, "the node has no data folder");
        }
        return folder;
    }

    private State state() {
        if (node == null) {
            return new State(EnabledPlugins.read(folder()).names(), Set.of());
        }
        return state(node.node("GET", "plugins", null).json());
    }

    private static State state(JsonNode json) {
        return new State(texts(json.path("enabled")), texts(json.path("running")));
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> all = new TreeSet<>();
        list.forEach(each -> all.add(each.asText()));
        return all;
    }

    // list

    private void list() {
        line.expect(0, 1);
        String pattern = line.word(0, ".*");
        State state = state();
        List<String> shown = EnabledPlugins.KNOWN.stream()
                .filter(plugin -> plugin.matches(".*(?:" + pattern + ").*"))
                .filter(plugin -> !line.has("--enabled") || state.enabled().contains(plugin))
                .toList();
        if (line.isJson()) {
            out.println(Asked.write(json(shown, state)));
            return;
        }
        if (!line.isQuiet()) {
            out.println("Listing plugins with pattern \"" + pattern + "\" ...");
        }
        if (line.has("--minimal")) {
            shown.forEach(out::println);
            return;
        }
        out.println(" Configured: E = explicitly enabled; e = implicitly enabled");
        out.println(
                node == null
                        ? " | Status: [failed to contact " + NodeWords.name() + " - status not shown]"
                        : " | Status: * = running on " + NodeWords.name());
        out.println(" |/");
        int width = EnabledPlugins.KNOWN.stream().mapToInt(String::length).max().orElse(0);
        for (String plugin : shown) {
            String marks = (state.enabled().contains(plugin) ? "E" : " ")
                    + (state.running().contains(plugin) ? "*" : " ");
            out.println("[" + marks + "] " + plugin + " ".repeat(width - plugin.length() + 1) + VERSION);
        }
    }

    private Map<String, Object> json(List<String> shown, State state) {
        List<Map<String, Object>> plugins = new ArrayList<>();
        for (String plugin : shown) {
            boolean runs = state.running().contains(plugin);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", plugin);
            entry.put("version", VERSION);
            entry.put("running_version", runs ? VERSION : "");
            entry.put("enabled", state.enabled().contains(plugin) ? "enabled" : "not_enabled");
            entry.put("running", runs);
            plugins.add(entry);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("format", line.has("--minimal") ? "minimal" : "normal");
        all.put("plugins", plugins);
        all.put("status", node == null ? "node_down" : "running");
        return all;
    }

    // enable, disable, set

    private void change(String doing, UnaryOperator<Set<String>> changing) {
        boolean all = line.has("--all");
        Set<String> wanted = new TreeSet<>(all ? EnabledPlugins.KNOWN : line.from(0));
        if (wanted.isEmpty() && !doing.equals("Setting")) {
            throw new CtlException(CtlException.USAGE, "(argument validation): not enough arguments");
        }
        Set<String> unknown = new TreeSet<>(wanted);
        unknown.removeAll(EnabledPlugins.KNOWN);
        if (!unknown.isEmpty()) {
            throw new CtlException(
                    CtlException.SOFTWARE,
                    "{:plugins_not_found, [" + String.join(", ", unknown) + "]}: here are "
                            + String.join(", ", EnabledPlugins.KNOWN));
        }
        say(doing + " plugins on node " + NodeWords.name() + ":", wanted);
        State before = state();
        Set<String> now = changing.apply(wanted);
        say("The following plugins have been configured:", now);
        if (node == null) {
            write(new EnabledPlugins(now));
            out.println("Offline change; changes will take effect at broker restart.");
            return;
        }
        if (!line.isQuiet()) {
            out.println("Applying plugin configuration to " + NodeWords.name() + "...");
        }
        String query = URLEncoder.encode(String.join(",", now), StandardCharsets.UTF_8);
        State after = state(node.node("PUT", "plugins?enabled=" + query, null).json());
        report(before, after);
    }

    private void write(EnabledPlugins plugins) {
        try {
            plugins.write(folder());
        } catch (DiskException e) {
            throw new CtlException(CtlException.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private void say(String sentence, Set<String> plugins) {
        if (!line.isQuiet()) {
            out.println(sentence);
            plugins.forEach(plugin -> out.println("  " + plugin));
        }
    }

    private void report(State before, State after) {
        Set<String> started = new TreeSet<>(after.running());
        started.removeAll(before.running());
        Set<String> stopped = new TreeSet<>(before.running());
        stopped.removeAll(after.running());
        if (!started.isEmpty()) {
            say("The following plugins have been enabled:", started);
        }
        if (!stopped.isEmpty()) {
            say("The following plugins have been disabled:", stopped);
        }
        boolean restart = after.enabled().contains(BrokerConfig.DELAYED_MESSAGE_EXCHANGE)
                != after.running().contains(BrokerConfig.DELAYED_MESSAGE_EXCHANGE);
        if (line.isQuiet()) {
            return;
        }
        out.println();
        if (restart) {
            out.println("A restart of the broker is needed before " + BrokerConfig.DELAYED_MESSAGE_EXCHANGE + " is "
                    + (after.enabled().contains(BrokerConfig.DELAYED_MESSAGE_EXCHANGE) ? "there." : "gone."));
        } else if (started.isEmpty() && stopped.isEmpty()) {
            out.println("Plugin configuration unchanged.");
        }
        if (!started.isEmpty()) {
            out.println("started " + started.size() + " plugins.");
        } else if (!stopped.isEmpty()) {
            out.println("stopped " + stopped.size() + " plugins.");
        }
    }

    // is_enabled, directories

    private void isEnabled() {
        line.expect(1, Word.ANY);
        Set<String> missing = new TreeSet<>(line.from(0));
        missing.removeAll(state().enabled());
        if (!missing.isEmpty()) {
            throw new CtlException(
                    CtlException.UNAVAILABLE,
                    "Plugin " + String.join(", ", missing) + " is not enabled on node " + NodeWords.name());
        }
        if (!line.isQuiet()) {
            out.println("Plugin " + String.join(", ", line.from(0)) + " is enabled on node " + NodeWords.name());
        }
    }

    private void directories() {
        String file = folder == null
                ? EnabledPlugins.FILE
                : folder.resolve(EnabledPlugins.FILE).toString();
        if (!line.isQuiet()) {
            out.println("Listing plugin directories used by node " + NodeWords.name());
        }
        out.println("Plugins are parts of the program, in no folder of their own.");
        out.println("Enabled plugins file: " + file);
    }
}
