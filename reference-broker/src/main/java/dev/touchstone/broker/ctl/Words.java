package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the words that change something ask of the management API. */
final class Words {
    private final Map<String, Word> all = new TreeMap<>();
    private final Remote remote;
    private final CommandLine line;

    /** One command; returns what it says beside its first line, perhaps nothing. */
    interface Word {
        String run();
    }

    Words(Remote remote, CommandLine line) {
        this.remote = remote;
        this.line = line;
        users();
        permissions();
        rules();
        things();
    }

    Map<String, Word> all() {
        return all;
    }

    private String send(int codeIfMissing, String method, String path, Object... body) {
        remote.must(codeIfMissing, method, path, body.length == 0 ? null : body[0]);
        return "";
    }

    private String put(String path, Object body) {
        return send(CtlException.UNAVAILABLE, "PUT", path, body);
    }

    private String delete(int codeIfMissing, String path) {
        return send(codeIfMissing, "DELETE", path);
    }

    // Users

    private void users() {
        all.put("add_user", this::addUser);
        all.put("delete_user", () -> delete(CtlException.NO_USER, "users/" + Remote.path(line.word(0))));
        all.put("change_password", () -> changeUser(Map.of("password", line.word(1))));
        all.put("clear_password", () -> changeUser(Map.of("password_hash", "")));
        all.put("set_user_tags", this::setTags);
        all.put("authenticate_user", this::authenticate);
    }

    private String addUser() {
        line.expect(2);
        String path = "users/" + Remote.path(line.word(0));
        if (remote.send("GET", path, null).status() == 200) {
            throw new CtlException(CtlException.SOFTWARE, "user \"" + line.word(0) + "\" already exists");
        }
        return put(path, Map.of("password", line.word(1), "tags", ""));
    }

    private JsonNode user() {
        return remote.must(CtlException.NO_USER, "GET", "users/" + Remote.path(line.word(0)), null)
                .json();
    }

    private String changeUser(Map<String, Object> changes) {
        Map<String, Object> body = new HashMap<>(changes);
        body.put("tags", user().path("tags"));
        return put("users/" + Remote.path(line.word(0)), body);
    }

    private String setTags() {
        JsonNode user = user();
        return put(
                "users/" + Remote.path(line.word(0)),
                Map.of(
                        "password_hash", user.path("password_hash"),
                        "hashing_algorithm", user.path("hashing_algorithm"),
                        "tags", line.from(1)));
    }

    /** Who may log in but not manage is refused otherwise than who may not log in. */
    private String authenticate() {
        line.expect(2);
        Remote.Answer answer = remote.as(line.word(0), line.word(1)).send("GET", "whoami", null);
        boolean failed = answer.status() == 401 && answer.reason().equals("Login failed");
        if (failed) {
            throw new CtlException(CtlException.DATA, "failed to authenticate user \"" + line.word(0) + "\"");
        }
        return "Success";
    }

    // Permissions

    private void permissions() {
        all.put("set_permissions", this::setPermissions);
        all.put("clear_permissions", () -> delete(CtlException.NO_USER, ofUser("permissions")));
        all.put("set_topic_permissions", this::setTopicPermissions);
        all.put("clear_topic_permissions", () -> delete(CtlException.NO_USER, ofUser("topic-permissions")));
    }

    private String ofUser(String what) {
        return what + "/" + Remote.path(line.vhost(), line.word(0));
    }

    private String setPermissions() {
        line.expect(4);
        user();
        return put(
                ofUser("permissions"), Map.of("configure", line.word(1), "write", line.word(2), "read", line.word(3)));
    }

    private String setTopicPermissions() {
        line.expect(4);
        user();
        return put(
                ofUser("topic-permissions"),
                Map.of("exchange", line.word(1), "write", line.word(2), "read", line.word(3)));
    }

    // Virtual hosts, policies, parameters, limits

    private void rules() {
        all.put("add_vhost", () -> put("vhosts/" + Remote.path(line.word(0)), "{}"));
        all.put("delete_vhost", () -> delete(CtlException.DATA, "vhosts/" + Remote.path(line.word(0))));
        all.put("set_policy", () -> setPolicy("policies"));
        all.put("set_operator_policy", () -> setPolicy("operator-policies"));
        all.put("clear_policy", () -> delete(CtlException.UNAVAILABLE, named("policies")));
        all.put("clear_operator_policy", () -> delete(CtlException.UNAVAILABLE, named("operator-policies")));
        all.put("set_parameter", () -> put(parameter(), Map.of("value", Remote.read(line.word(2)))));
        all.put("clear_parameter", () -> delete(CtlException.UNAVAILABLE, parameter()));
        all.put(
                "set_global_parameter",
                () -> put(
                        "global-parameters/" + Remote.path(line.word(0)), Map.of("value", Remote.read(line.word(1)))));
        all.put(
                "clear_global_parameter",
                () -> delete(CtlException.UNAVAILABLE, "global-parameters/" + Remote.path(line.word(0))));
        all.put("set_vhost_limits", () -> setLimits("vhost-limits/" + Remote.path(line.vhost()), line.word(0)));
        all.put("clear_vhost_limits", () -> clearLimits("vhost-limits/" + Remote.path(line.vhost())));
        all.put("set_user_limits", () -> setLimits("user-limits/" + Remote.path(line.word(0)), line.word(1)));
        all.put("clear_user_limits", () -> clearLimits("user-limits/" + Remote.path(line.word(0))));
        all.put("set_cluster_name", () -> put("cluster-name", Map.of("name", line.word(0))));
    }

    private String named(String what) {
        return what + "/" + Remote.path(line.vhost(), line.word(0));
    }

    private String setPolicy(String what) {
        line.expect(3);
        Map<String, Object> body = new HashMap<>();
        body.put("pattern", line.word(1));
        body.put("definition", Remote.read(line.word(2)));
        body.put("apply-to", line.option("--apply-to", "all"));
        body.put("priority", Remote.read(line.option("--priority", "0")));
        return put(named(what), body);
    }

    private String parameter() {
        return "parameters/" + Remote.path(line.word(0), line.vhost(), line.word(1));
    }

    private String setLimits(String path, String json) {
        for (Map.Entry<String, JsonNode> limit : Remote.read(json).properties()) {
            put(path + "/" + Remote.path(limit.getKey()), Map.of("value", limit.getValue()));
        }
        return "";
    }

    private String clearLimits(String path) {
        for (String limit : List.of("max-connections", "max-queues", "max-channels")) {
            remote.send("DELETE", path + "/" + limit, null);
        }
        return "";
    }

    // Queues, connections, definitions

    private void things() {
        all.put("purge_queue", () -> delete(CtlException.USAGE, named("queues") + "/contents"));
        all.put("delete_queue", this::deleteQueue);
        all.put("close_connection", () -> close(line.word(0), line.word(1)));
        all.put("close_all_connections", this::closeAll);
        all.put("export_definitions", this::exportDefinitions);
        all.put("import_definitions", this::importDefinitions);
        all.put("ping", this::ping);
    }

    private String deleteQueue() {
        String conditions = "?if-empty=" + line.has("--if-empty") + "&if-unused=" + line.has("--if-unused");
        return delete(CtlException.USAGE, named("queues") + conditions);
    }

    /** By the name that list_connections shows: there are no process ids here. */
    private String close(String name, String reason) {
        remote.must(CtlException.UNAVAILABLE, "DELETE", "connections/" + Remote.path(name), null, "x-reason", reason);
        return "";
    }

    private String closeAll() {
        line.expect(1);
        int closed = 0;
        for (JsonNode connection : remote.get("connections")) {
            if (!line.has("--vhost") || connection.path("vhost").asText().equals(line.vhost())) {
                close(connection.path("name").asText(), line.word(0));
                closed++;
            }
        }
        return "Closed " + closed + " connections";
    }

    private String exportDefinitions() {
        String definitions = remote.must(CtlException.UNAVAILABLE, "GET", "definitions", null)
                .body();
        if (line.word(0).equals("-")) {
            return definitions;
        }
        try {
            Files.writeString(Path.of(line.word(0)), definitions);
            return "";
        } catch (IOException e) {
            throw new CtlException(CtlException.UNAVAILABLE, "cannot write " + line.word(0));
        }
    }

    private String importDefinitions() {
        try {
            return send(CtlException.UNAVAILABLE, "POST", "definitions", Files.readString(Path.of(line.word(0))));
        } catch (IOException e) {
            throw new CtlException(CtlException.DATA, "cannot read " + line.word(0));
        }
    }

    private String ping() {
        remote.get("whoami");
        return "Ping succeeded";
    }
}
