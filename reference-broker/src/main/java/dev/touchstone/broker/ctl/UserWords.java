package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Users and what they may do (CTL-05, CTL-06). */
final class UserWords {
    private final Asked node;
    private final CommandLine line;

    UserWords(Asked node, CommandLine line) {
        this.node = node;
        this.line = line;
    }

    void addTo(Map<String, Word> all) {
        all.put("add_user", new Word(1, 2, () -> "Adding user \"" + name() + "\" ...", this::add));
        all.put(
                "delete_user",
                Word.of(
                        1,
                        () -> "Deleting user \"" + name() + "\" ...",
                        () -> node.delete(CtlException.noUser(name()), path())));
        all.put(
                "change_password",
                Word.of(
                        2,
                        () -> "Changing password for user \"" + name() + "\" ...",
                        () -> change(Map.of("password", line.word(1)))));
        all.put(
                "clear_password",
                Word.of(
                        1,
                        () -> "Clearing password for user \"" + name() + "\" ...",
                        () -> change(Map.of("password_hash", ""))));
        all.put(
                "set_user_tags",
                new Word(
                        1,
                        Word.ANY,
                        () -> "Setting tags for user \"" + name() + "\" to [" + String.join(", ", line.from(1))
                                + "] ...",
                        this::setTags));
        all.put(
                "authenticate_user",
                Word.of(2, () -> "Authenticating user \"" + name() + "\" ...", this::authenticate));
        permissions(all);
    }

    private void permissions(Map<String, Word> all) {
        String where = " for user \"" + line.word(0, "") + "\" in vhost \"" + line.vhost() + "\" ...";
        all.put("set_permissions", Word.of(4, () -> "Setting permissions" + where, this::setPermissions));
        all.put("clear_permissions", Word.of(1, () -> "Clearing permissions" + where, () -> clear("permissions", "")));
        all.put(
                "set_topic_permissions",
                Word.of(
                        4,
                        () -> "Setting topic permissions on \"" + line.word(1) + "\"" + where,
                        this::setTopicPermissions));
        all.put(
                "clear_topic_permissions",
                new Word(
                        1,
                        2,
                        () -> "Clearing topic permissions"
                                + (line.from(1).isEmpty() ? "" : " on \"" + line.word(1) + "\"") + where,
                        () -> clear(
                                "topic-permissions", line.from(1).isEmpty() ? "" : "/" + Asked.path(line.word(1)))));
    }

    private String name() {
        return line.word(0);
    }

    private String path() {
        return "users/" + Asked.path(name());
    }

    private String add() {
        if (node.send("GET", path(), null).status() == 200) {
            throw new CtlException(CtlException.SOFTWARE, "User \"" + name() + "\" already exists");
        }
        String secret = line.has("--pre-hashed-password") ? "password_hash" : "password";
        node.put(path(), Map.of(secret, line.word(1), "tags", ""));
        return line.has("--silent") || line.has("--quiet")
                ? ""
                : "Done. Don't forget to grant the user permissions to some virtual hosts! See 'ctl help set_permissions' to learn more.";
    }

    private JsonNode user() {
        return node.must(CtlException.noUser(name()), "GET", path(), null).json();
    }

    private void mustExist() {
        user();
        if (node.send("GET", "vhosts/" + Asked.path(line.vhost()), null).isMissing()) {
            throw new CtlException(CtlException.UNAVAILABLE, "Virtual host " + line.vhost() + " does not exist");
        }
    }

    private String change(Map<String, Object> changes) {
        Map<String, Object> body = new HashMap<>(changes);
        body.put("tags", user().path("tags"));
        return node.put(path(), body);
    }

    private String setTags() {
        JsonNode user = user();
        return node.put(
                path(),
                Map.of(
                        "password_hash", user.path("password_hash"),
                        "hashing_algorithm", user.path("hashing_algorithm"),
                        "tags", line.from(1)));
    }

    private String authenticate() {
        if (!node.authenticates(name(), line.word(1))) {
            throw new CtlException(
                    CtlException.DATA,
                    "Error: failed to authenticate user \"" + name() + "\"" + System.lineSeparator() + "user '" + name()
                            + "' - invalid credentials");
        }
        return "Success";
    }

    private String ofUser(String what) {
        return what + "/" + Asked.path(line.vhost(), name());
    }

    private String setPermissions() {
        mustExist();
        return node.put(
                ofUser("permissions"), Map.of("configure", line.word(1), "write", line.word(2), "read", line.word(3)));
    }

    private String setTopicPermissions() {
        mustExist();
        return node.put(
                ofUser("topic-permissions"),
                Map.of("exchange", line.word(1), "write", line.word(2), "read", line.word(3)));
    }

    /** Clearing what is not there is no error, if user and virtual host are. */
    private String clear(String what, String of) {
        mustExist();
        Asked.Answer answer = node.send("DELETE", ofUser(what) + of, null);
        if (answer.status() >= 400 && !answer.isMissing()) {
            throw new CtlException(CtlException.UNAVAILABLE, answer.reason());
        }
        return "";
    }
}
