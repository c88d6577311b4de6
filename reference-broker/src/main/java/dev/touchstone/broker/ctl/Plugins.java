package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code rabbitmq-plugins} by another name: {@code list}, {@code enable}, {@code disable}, {@code set}, {@code is_enabled}, {@code directories} (CTL-11).
 * It asks the node of a data folder, and where none runs changes the folder's file {@code enabled_plugins} for the next start.
 */
public final class Plugins {
    private static final String VERSION = "3.10.8";
    private static final String HELP = "Commands: list, enable, disable, set, is_enabled, directories, version, help";

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
    record State(Set<String> enabled, Set<String> running) {}

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
        String word = line.words().isEmpty() ? "" : line.words().get(0);
        switch (word) {
            case "list" -> list();
            case "enable", "disable", "set" -> new PluginChange(line, out, this).run(word);
            case "is_enabled" -> isEnabled();
            case "directories" -> directories();
            case "version" -> out.println(VERSION);
            case "help" -> out.println(HELP);
            case "" -> throw new CtlException(CtlException.USAGE, HELP);
            default -> throw new CtlException(CtlException.USAGE, "Command '" + word + "' not found.");
        }
    }

    /** Whether a node is asked; without one the file is changed for the next start. */
    boolean isOnline() {
        return node != null;
    }

    /** Has these plugins from now on; returns what came of it, or null: that is known after the next start. */
    @Nullable
    State apply(Set<String> wanted) {
        if (node != null) {
            String query = URLEncoder.encode(String.join(",", wanted), StandardCharsets.UTF_8);
            return state(node.node("PUT", "plugins?enabled=" + query, null).json());
        }
        try {
            new EnabledPlugins(wanted).write(folder());
            return null;
        } catch (DiskException e) {
            throw new CtlException(CtlException.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private Path folder() {
        if (folder == null) {
            throw new CtlException(CtlException.UNAVAILABLE, "the node has no data folder");
        }
        return folder;
    }

    State state() {
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
        if (line.has("--offline") || line.has("--online")) {
            throw new CtlException(CtlException.USAGE, "(argument validation): Invalid options for this command");
        }
        String pattern = line.word(0, ".*");
        State state = state();
        boolean enabledOnly = line.has("--enabled") || line.has("--implicitly-enabled");
        List<String> shown = EnabledPlugins.KNOWN.stream()
                .filter(plugin -> plugin.matches(".*(?:" + pattern + ").*"))
                .filter(plugin -> !enabledOnly || state.enabled().contains(plugin))
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
        if (!line.isQuiet()) {
            legend();
        }
        int width = shown.stream().mapToInt(String::length).max().orElse(0);
        shown.forEach(plugin -> row(plugin, width, state));
    }

    private void legend() {
        out.println(" Configured: E = explicitly enabled; e = implicitly enabled");
        out.println(
                node == null
                        ? " | Status: [failed to contact " + NodeWords.name() + " - status not shown]"
                        : " | Status: * = running on " + NodeWords.name());
        out.println(" |/");
    }

    private void row(String plugin, int width, State state) {
        String marks = (state.enabled().contains(plugin) ? "E" : " ")
                + (state.running().contains(plugin) ? "*" : " ");
        out.println("[" + marks + "] " + plugin + " ".repeat(width - plugin.length() + 1) + VERSION);
    }

    private Map<String, Object> json(List<String> shown, State state) {
        List<Map<String, @Nullable Object>> plugins = new ArrayList<>();
        for (String plugin : shown) {
            boolean runs = state.running().contains(plugin);
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("enabled", state.enabled().contains(plugin) ? "enabled" : "not_enabled");
            entry.put("name", plugin);
            entry.put("running", runs);
            entry.put("running_version", runs ? VERSION : null);
            entry.put("version", VERSION);
            plugins.add(entry);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("format", line.has("--minimal") ? "minimal" : "normal");
        all.put("plugins", plugins);
        all.put("status", node == null ? "node_down" : "running");
        return all;
    }

    // is_enabled, directories

    private void isEnabled() {
        line.expect(1, Word.ANY);
        List<String> asked = line.from(0);
        if (!line.isQuiet()) {
            out.println("Asking node " + NodeWords.name() + " if " + are(asked) + " enabled...");
        }
        State state = state();
        List<String> missing = asked.stream()
                .filter(plugin -> !state.enabled().contains(plugin))
                .toList();
        if (!missing.isEmpty()) {
            throw new CtlException(
                    CtlException.UNAVAILABLE,
                    upper(are(missing)) + " not enabled on node " + NodeWords.name()
                            + ". Enabled plugins and dependencies: " + String.join(", ", state.enabled()));
        }
        if (!line.isQuiet()) {
            out.println(upper(are(asked)) + " enabled on node " + NodeWords.name());
        }
    }

    private static String are(List<String> plugins) {
        return plugins.size() == 1
                ? "plugin " + plugins.get(0) + " is"
                : "plugins " + String.join(", ", plugins) + " are";
    }

    private static String upper(String sentence) {
        return "P" + sentence.substring(1);
    }

    /** Plugins are parts of the program; there are no archives of them. */
    private void directories() {
        String file = folder == null
                ? EnabledPlugins.FILE
                : folder.resolve(EnabledPlugins.FILE).toString();
        if (line.isJson()) {
            out.println(Asked.write(
                    new TreeMap<>(Map.of("enabled_plugins_file", file, "plugins_dir", "", "plugins_expand_dir", ""))));
            return;
        }
        if (!line.isQuiet()) {
            out.println("Listing plugin directories used by node " + NodeWords.name());
        }
        out.println("Plugin archives directory: ");
        out.println("Plugin expansion directory: ");
        out.println("Enabled plugins file: " + file);
    }
}
