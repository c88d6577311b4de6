package dev.touchstone.broker.ctl;

import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.node.EnabledPlugins;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code enable}, {@code disable} and {@code set}, in the words of {@code rabbitmq-plugins} (CTL-11). */
final class PluginChange {
    private final CommandLine line;
    private final PrintWriter out;
    private final Plugins plugins;

    PluginChange(CommandLine line, PrintWriter out, Plugins plugins) {
        this.line = line;
        this.out = out;
        this.plugins = plugins;
    }

    void run(String word) {
        boolean all = line.has("--all");
        Set<String> wanted = new TreeSet<>(all ? EnabledPlugins.KNOWN : line.from(0));
        if (wanted.isEmpty() && !word.equals("set")) {
            throw new CtlException(CtlException.USAGE, "(argument validation): not enough arguments.");
        }
        String doing = word.equals("disable") ? "Disabling" : "Enabling";
        say(doing + (all ? " ALL plugins on node " + NodeWords.name() : " plugins on node " + NodeWords.name() + ":"));
        if (!all) {
            wanted.forEach(this::say);
        }
        Plugins.State before = plugins.state();
        Set<String> now = after(word, before.enabled(), wanted);
        list(now.isEmpty() ? "All plugins have been disabled." : "The following plugins have been configured:", now);
        say("Applying plugin configuration to " + NodeWords.name() + "...");
        Plugins.State after = plugins.apply(now);
        if (line.isJson()) {
            json(word, before, now, after);
        } else {
            report(word, before, now, after);
        }
    }

    /** Unknown names may be disabled; RabbitMQ says it otherwise for {@code enable} than for {@code set}. */
    private static Set<String> after(String word, Set<String> before, Set<String> wanted) {
        Set<String> unknown = minus(wanted, Set.copyOf(EnabledPlugins.KNOWN));
        if (!unknown.isEmpty() && word.equals("enable")) {
            throw new CtlException(
                    CtlException.SOFTWARE, "{:plugins_not_found, [:" + String.join(", :", unknown) + "]}");
        } else if (!unknown.isEmpty() && word.equals("set")) {
            throw new CtlException(
                    CtlException.DATA, "The following plugins were not found: " + String.join(", ", unknown));
        }
        Set<String> now = new TreeSet<>(wanted);
        if (word.equals("enable")) {
            now.addAll(before);
        } else if (word.equals("disable")) {
            return minus(before, wanted);
        }
        return now;
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private void say(String sentence) {
        if (!line.isQuiet()) {
            out.println(sentence);
        }
    }

    private void list(String sentence, Set<String> names) {
        say(sentence);
        names.forEach(name -> say("  " + name));
    }

    private void report(String word, Plugins.State before, Set<String> now, Plugins.@Nullable State after) {
        Set<String> enabled = minus(now, before.enabled());
        Set<String> disabled = minus(before.enabled(), now);
        if (enabled.isEmpty() && disabled.isEmpty()) {
            say("Plugin configuration unchanged.");
            return;
        }
        if (word.equals("enable")) {
            list("The following plugins have been enabled:", enabled);
            say("");
        } else if (word.equals("disable")) {
            list("The following plugins have been disabled:", disabled);
            say("");
        }
        if (after == null) {
            say("set " + now.size() + " plugins.");
            say("Offline change; changes will take effect at broker restart.");
            return;
        }
        count("started", minus(after.running(), before.running()));
        count("stopped", minus(before.running(), after.running()));
        if (after.enabled().contains(BrokerConfig.DELAYED_MESSAGE_EXCHANGE)
                != after.running().contains(BrokerConfig.DELAYED_MESSAGE_EXCHANGE)) {
            say("A restart of the broker is needed before " + BrokerConfig.DELAYED_MESSAGE_EXCHANGE + " is "
                    + (after.enabled().contains(BrokerConfig.DELAYED_MESSAGE_EXCHANGE) ? "there." : "gone."));
        }
    }

    private void count(String what, Set<String> names) {
        if (!names.isEmpty()) {
            say(what + " " + names.size() + " plugins.");
        }
    }

    /** First what is configured, then what changed, as a list of both. */
    private void json(String word, Plugins.State before, Set<String> now, Plugins.@Nullable State after) {
        Map<String, Object> done = new TreeMap<>();
        done.put("mode", after == null ? "offline" : "online");
        done.put("set", now);
        if (!word.equals("disable")) {
            done.put("enabled", minus(now, before.enabled()));
        } else {
            done.put("disabled", minus(before.enabled(), now));
        }
        if (after != null) {
            done.put("started", minus(after.running(), before.running()));
            done.put("stopped", minus(before.running(), after.running()));
        }
        out.println("[");
        out.println(Asked.write(List.copyOf(now)));
        out.println("," + Asked.write(done));
        out.println("]");
    }
}
