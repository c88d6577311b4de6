package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Queues, connections, definitions (CTL-08, CTL-09, CTL-10, CTL-13). */
final class ThingWords {
    private final Asked node;
    private final CommandLine line;

    ThingWords(Asked node, CommandLine line) {
        this.node = node;
        this.line = line;
    }

    void addTo(Map<String, Word> all) {
        queues(all);
        all.put(
                "close_connection",
                Word.of(
                        2,
                        () -> "Closing connection " + line.word(0) + ", reason: " + line.word(1) + "...",
                        () -> close(line.word(0), line.word(1))));
        all.put("close_all_connections", Word.of(1, this::closingAll, this::closeAll));
        all.put(
                "close_all_user_connections",
                Word.of(
                        2,
                        () -> "Closing connections of user " + line.word(0) + ", reason: " + line.word(1) + "...",
                        () -> closeOf("user", line.word(0), line.word(1))));
        all.put(
                "export_definitions",
                new Word(
                        0,
                        1,
                        () -> file().equals("-")
                                ? ""
                                : "Exporting definitions in JSON to a file at \"" + file() + "\" ...",
                        this::exportDefinitions));
        all.put(
                "import_definitions",
                new Word(
                        0,
                        1,
                        () -> "Importing definitions in JSON from a file at \"" + file() + "\" ...",
                        this::importDefinitions));
    }

    // Queues

    private void queues(Map<String, Word> all) {
        String where = "queue '" + line.word(0, "") + "' in vhost '" + line.vhost() + "' ...";
        all.put("purge_queue", Word.of(1, () -> "Purging " + where, this::purge));
        all.put("delete_queue", Word.of(1, this::deletingQueue, this::deleteQueue));
        all.put("sync_queue", Word.of(1, () -> "Synchronising " + where, this::sync));
        all.put("cancel_sync_queue", Word.of(1, () -> "Stopping synchronising " + where, () -> {
            mirrored();
            return "not_syncing";
        }));
    }

    private String path() {
        return "queues/" + Asked.path(line.vhost(), line.word(0));
    }

    private CtlException missingQueue() {
        return new CtlException(CtlException.USAGE, "Queue not found");
    }

    private String purge() {
        return node.delete(new CtlException(CtlException.UNAVAILABLE, "not_found"), path() + "/contents");
    }

    private String deletingQueue() {
        List<String> conditions = new ArrayList<>();
        if (line.has("--if-unused")) {
            conditions.add("queue is unused");
        }
        if (line.has("--if-empty")) {
            conditions.add("queue is empty");
        }
        String only = conditions.isEmpty() ? "" : " if " + String.join(" and if ", conditions);
        return "Deleting queue '" + line.word(0) + "' on vhost '" + line.vhost() + "'" + only + " ...";
    }

    private String deleteQueue() {
        JsonNode queue = node.must(missingQueue(), "GET", path(), null).json();
        boolean unused = line.has("--if-unused");
        boolean empty = line.has("--if-empty");
        Asked.Answer answer = node.send("DELETE", path() + "?if-empty=" + empty + "&if-unused=" + unused, null);
        if (answer.isMissing()) {
            throw missingQueue();
        } else if (answer.status() >= 400) {
            throw new CtlException(CtlException.USAGE, answer.reason());
        }
        long ready = queue.path("messages_ready").asLong();
        return "Queue was successfully deleted with " + ready + " ready messages";
    }

    /** There is one node, so a mirrored queue has all its mirrors, and they are equal. */
    private String sync() {
        if (!mirrored()) {
            throw new CtlException(CtlException.UNAVAILABLE, "not_mirrored");
        }
        return "";
    }

    private boolean mirrored() {
        return node.must(missingQueue(), "GET", path(), null)
                .json()
                .path("effective_policy_definition")
                .has("ha-mode");
    }

    // Connections

    /** By the name that list_connections shows as pid: there are no process ids here. */
    private String close(String name, String reason) {
        Asked.Answer answer = node.send("DELETE", "connections/" + Asked.path(name), null, Map.of("x-reason", reason));
        if (answer.status() >= 400) {
            throw new CtlException(CtlException.UNAVAILABLE, answer.reason());
        }
        return "";
    }

    private String closingAll() {
        return "Closing " + (line.has("--global") ? "all connections" : "all connections in vhost " + line.vhost())
                + ", reason: " + line.word(0) + "...";
    }

    private String closeAll() {
        return line.has("--global") ? closeOf("", "", line.word(0)) : closeOf("vhost", line.vhost(), line.word(0));
    }

    private String closeOf(String field, String value, String reason) {
        int closed = 0;
        for (JsonNode connection : node.get("connections")) {
            if (connection.path(field).asText().equals(value)) {
                close(connection.path("name").asText(), reason);
                closed++;
            }
        }
        return "Closed " + closed + " connections";
    }

    // Definitions

    private String file() {
        return line.word(0, "-");
    }

    private String exportDefinitions() {
        String definitions = node.must(CtlException.missing(CtlException.UNAVAILABLE), "GET", "definitions", null)
                .body();
        if (!line.option("--format", "json").equalsIgnoreCase("json")) {
            throw new CtlException(CtlException.USAGE, "(argument validation): only the format json is here");
        } else if (file().equals("-")) {
            return definitions;
        }
        try {
            Files.writeString(Path.of(file()), definitions);
            return "";
        } catch (IOException e) {
            throw new CtlException(CtlException.UNAVAILABLE, "cannot write " + file() + ": " + e);
        }
    }

    private String importDefinitions() {
        try {
            String text = file().equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file()));
            node.must(CtlException.missing(CtlException.UNAVAILABLE), "POST", "definitions", text);
            return "Successfully started definition import. This process is asynchronous and can take some time.";
        } catch (IOException e) {
            throw new CtlException(CtlException.DATA, "Could not read " + file() + ": " + e);
        }
    }
}
