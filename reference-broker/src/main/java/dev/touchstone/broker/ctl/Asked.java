package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.broker.node.Control;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The node that is asked, whichever way leads to it; what it refuses ends the command with the code that rabbitmqctl has for it (CTL-01). */
final class Asked {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Control control;

    Asked(Control control) {
        this.control = control;
    }

    /** What came back. */
    record Answer(int status, String body) {
        JsonNode json() {
            return read(body);
        }

        /** The reason of a refusal. */
        String reason() {
            return body.isEmpty()
                    ? "status " + status
                    : json().path("reason").asText(body).strip();
        }

        boolean isMissing() {
            return status == 404;
        }
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new CtlException(CtlException.UNAVAILABLE, "JSON decoding error: " + json);
        }
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON", e);
        }
    }

    /** Names as parts of a path. */
    static String path(String... parts) {
        StringBuilder path = new StringBuilder();
        for (String part : parts) {
            path.append(path.length() == 0 ? "" : "/")
                    .append(URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return path.toString();
    }

    /** Whether the way is the local channel, which needs no login. */
    boolean isLocal() {
        return !(control instanceof Remote);
    }

    /** Asks the management API. */
    Answer send(String method, String path, @Nullable Object body, Map<String, String> headers) {
        return ask(new Control.Request(method, "/api/" + path, headers, body == null ? null : text(body)));
    }

    Answer send(String method, String path, @Nullable Object body) {
        return send(method, path, body, Map.of());
    }

    /** Asks the node itself, which only the local channel can. */
    Answer node(String method, String path, @Nullable String body) {
        if (!isLocal()) {
            throw new CtlException(
                    CtlException.UNAVAILABLE,
                    "that goes over the local channel only: name the data folder with --data");
        }
        Answer answer = ask(new Control.Request(method, "/node/" + path, Map.of(), body));
        if (answer.status() >= 400 && answer.status() != 403) {
            throw new CtlException(
                    answer.status() == 409 ? CtlException.SOFTWARE : CtlException.UNAVAILABLE, answer.reason());
        }
        return answer;
    }

    private Answer ask(Control.Request request) {
        try {
            Control.Answer answer = control.send(request);
            if (answer.status() == Control.NOT_RUNNING && answer.body().isEmpty()) {
                throw new CtlException(
                        CtlException.USAGE,
                        "this command requires the 'rabbit' app to be running on the target node. Start it with 'start_app'.");
            }
            return new Answer(answer.status(), answer.body());
        } catch (IOException e) {
            throw new CtlException(CtlException.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static String text(Object body) {
        return body instanceof String text ? text : write(body);
    }

    /** Sends it and takes nothing but success; what is missing ends with {@code ifMissing}. */
    Answer must(CtlException ifMissing, String method, String path, @Nullable Object body) {
        Answer answer = send(method, path, body);
        if (answer.isMissing()) {
            throw ifMissing;
        } else if (answer.status() >= 400) {
            throw new CtlException(CtlException.UNAVAILABLE, answer.reason());
        }
        return answer;
    }

    JsonNode get(String path) {
        return must(CtlException.missing(CtlException.UNAVAILABLE), "GET", path, null)
                .json();
    }

    String put(String path, Object body) {
        must(CtlException.missing(CtlException.UNAVAILABLE), "PUT", path, body);
        return "";
    }

    String delete(CtlException ifMissing, String path) {
        must(ifMissing, "DELETE", path, null);
        return "";
    }

    /** Whether name and password are right. Who may log in but not manage is refused otherwise than who may not log in. */
    boolean authenticates(String user, String password) {
        if (control instanceof Remote remote) {
            Answer answer = new Asked(remote.as(user, password)).send("GET", "whoami", null);
            return answer.status() != 401 || !answer.reason().equals("Login failed");
        }
        return node("POST", "authenticate", user + '\0' + password).status() < 400;
    }
}
