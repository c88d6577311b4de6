package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Virtual hosts, policies, parameters, limits (CTL-06, CTL-07). */
final class RuleWords {
    private static final List<String> VHOST_LIMITS = List.of("max-connections", "max-queues");
    private static final List<String> USER_LIMITS = List.of("max-connections", "max-channels");

    private final Asked node;
    private final CommandLine line;
    private final String ofVhost;

    RuleWords(Asked node, CommandLine line) {
        this.node = node;
        this.line = line;
        this.ofVhost = " vhost \"" + line.vhost() + "\" ...";
    }

    void addTo(Map<String, Word> all) {
        all.put("add_vhost", Word.of(1, () -> "Adding vhost \"" + name() + "\" ...", this::addVhost));
        all.put(
                "delete_vhost",
                Word.of(
                        1,
                        () -> "Deleting vhost \"" + name() + "\" ...",
                        () -> node.delete(CtlException.noVhost(name()), "vhosts/" + Asked.path(name()))));
        policies(all);
        parameters(all);
        limits(all);
        all.put("trace_on", Word.of(0, () -> "Starting tracing for" + ofVhost, () -> trace(true)));
        all.put("trace_off", Word.of(0, () -> "Stopping tracing for" + ofVhost, () -> trace(false)));
    }

    private String name() {
        return line.word(0);
    }

    private JsonNode vhost() {
        return node.must(CtlException.noVhost(line.vhost()), "GET", "vhosts/" + Asked.path(line.vhost()), null)
                .json();
    }

    /** One that is there stays as it is. */
    private String addVhost() {
        String path = "vhosts/" + Asked.path(name());
        if (node.send("GET", path, null).isMissing()) {
            Map<String, Object> about = new HashMap<>();
            about.put("description", line.option("--description", ""));
            about.put("tags", line.option("--tags", ""));
            about.put("default_queue_type", line.option("--default-queue-type", "undefined"));
            node.put(path, about);
        }
        return "";
    }

    private String trace(boolean on) {
        JsonNode known = vhost();
        Map<String, Object> about = new LinkedHashMap<>();
        for (String each : List.of("description", "tags", "default_queue_type")) {
            if (known.has(each)) {
                about.put(each, known.get(each));
            }
        }
        about.put("tracing", on);
        node.put("vhosts/" + Asked.path(line.vhost()), about);
        return "Trace " + (on ? "enabled" : "disabled") + " for vhost " + line.vhost();
    }

    // Policies

    private void policies(Map<String, Word> all) {
        all.put("set_policy", Word.of(3, () -> banner("policy"), () -> setPolicy("policies")));
        all.put(
                "set_operator_policy",
                Word.of(3, () -> banner("operator policy override"), () -> setPolicy("operator-policies")));
        all.put(
                "clear_policy",
                Word.of(1, () -> "Clearing policy \"" + name() + "\" on" + ofVhost, () -> clear("policies")));
        all.put(
                "clear_operator_policy",
                Word.of(
                        1,
                        () -> "Clearing operator policy \"" + name() + "\" on" + ofVhost,
                        () -> clear("operator-policies")));
    }

    private String banner(String what) {
        return "Setting " + what + " \"" + name() + "\" for pattern \"" + line.word(1) + "\" to \"" + line.word(2)
                + "\" with priority \"" + line.option("--priority", "0") + "\" for" + ofVhost;
    }

    private String clear(String what) {
        vhost();
        CtlException missing = new CtlException(CtlException.UNAVAILABLE, "Parameter does not exist");
        return node.delete(missing, what + "/" + Asked.path(line.vhost(), name()));
    }

    private String setPolicy(String what) {
        vhost();
        Map<String, Object> body = new HashMap<>();
        body.put("pattern", line.word(1));
        body.put("definition", Asked.read(line.word(2)));
        body.put("apply-to", line.option("--apply-to", "all"));
        body.put("priority", Asked.read(line.option("--priority", "0")));
        return node.put(what + "/" + Asked.path(line.vhost(), name()), body);
    }

    // Parameters

    private void parameters(Map<String, Word> all) {
        CtlException missing = new CtlException(CtlException.UNAVAILABLE, "Parameter does not exist");
        all.put(
                "set_parameter",
                Word.of(
                        3,
                        () -> "Setting runtime parameter \"" + line.word(1) + "\" for component \"" + name()
                                + "\" to \"" + line.word(2) + "\" in" + ofVhost,
                        () -> node.put(parameter(), Map.of("value", Asked.read(line.word(2))))));
        all.put(
                "clear_parameter",
                Word.of(
                        2,
                        () -> "Clearing runtime parameter \"" + line.word(1) + "\" for component \"" + name() + "\" on"
                                + ofVhost,
                        () -> node.delete(missing, parameter())));
        all.put(
                "set_global_parameter",
                Word.of(
                        2,
                        () -> "Setting global runtime parameter \"" + name() + "\" to \"" + line.word(1) + "\" ...",
                        () -> node.put(global(), Map.of("value", Asked.read(line.word(1))))));
        all.put(
                "clear_global_parameter",
                Word.of(
                        1,
                        () -> "Clearing global runtime parameter \"" + name() + "\" ...",
                        () -> node.delete(missing, global())));
        all.put(
                "set_cluster_name",
                Word.of(
                        1,
                        () -> "Setting cluster name to " + name() + " ...",
                        () -> node.put("cluster-name", Map.of("name", name()))));
    }

    private String parameter() {
        return "parameters/" + Asked.path(name(), line.vhost(), line.word(1));
    }

    private String global() {
        return "global-parameters/" + Asked.path(name());
    }

    // Limits

    private void limits(Map<String, Word> all) {
        all.put("set_vhost_limits", Word.of(1, () -> "Setting vhost limits to \"" + name() + "\" for" + ofVhost, () -> {
            vhost();
            return setLimits("vhost-limits/" + Asked.path(line.vhost()), name());
        }));
        all.put("clear_vhost_limits", Word.of(0, () -> "Clearing vhost \"" + line.vhost() + "\" limits ...", () -> {
            vhost();
            return clearLimits("vhost-limits/" + Asked.path(line.vhost()), VHOST_LIMITS);
        }));
        all.put(
                "set_user_limits",
                Word.of(
                        2,
                        () -> "Setting user limits to \"" + line.word(1) + "\" for user \"" + name() + "\" ...",
                        () -> {
                            user();
                            return setLimits("user-limits/" + Asked.path(name()), line.word(1));
                        }));
        all.put(
                "clear_user_limits",
                Word.of(2, () -> "Clearing " + line.word(1) + " limits for user \"" + name() + "\" ...", () -> {
                    user();
                    List<String> which = line.word(1).equals("all") ? USER_LIMITS : List.of(line.word(1));
                    return clearLimits("user-limits/" + Asked.path(name()), which);
                }));
    }

    private void user() {
        node.must(CtlException.noUser(name()), "GET", "users/" + Asked.path(name()), null);
    }

    /** They replace all that were there. */
    private String setLimits(String path, String json) {
        JsonNode wanted = Asked.read(json);
        if (!wanted.isObject()) {
            throw new CtlException(CtlException.UNAVAILABLE, "not a JSON object: " + json);
        }
        for (Map.Entry<String, JsonNode> limit : wanted.properties()) {
            node.put(path + "/" + Asked.path(limit.getKey()), Map.of("value", limit.getValue()));
        }
        List<String> known = path.startsWith("user") ? USER_LIMITS : VHOST_LIMITS;
        return clearLimits(
                path, known.stream().filter(limit -> !wanted.has(limit)).toList());
    }

    private String clearLimits(String path, List<String> limits) {
        limits.forEach(limit -> node.send("DELETE", path + "/" + Asked.path(limit), null));
        return "";
    }
}
