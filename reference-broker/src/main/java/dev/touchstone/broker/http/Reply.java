package dev.touchstone.broker.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer: status, headers, body. */
record Reply(int status, Map<String, String> headers, byte[] body) {
    private static final byte[] NOTHING = {};
    private static final Map<String, String> JSON = Map.of(
            "content-type", "application/json", "cache-control", "no-cache", "vary", "accept, accept-encoding, origin");

    /** 200 with JSON. */
    static Reply of(@Nullable Object value) {
        return json(200, value);
    }

    static Reply json(int status, @Nullable Object value) {
        return new Reply(status, JSON, Json.bytes(value));
    }

    /** 200 with text. */
    static Reply text(String type, String text) {
        return new Reply(200, Map.of("content-type", type), text.getBytes(StandardCharsets.UTF_8));
    }

    /** 201 if something was made, 204 if it was there. */
    static Reply put(boolean created) {
        return empty(created ? 201 : 204);
    }

    /** 204. */
    static Reply done() {
        return empty(204);
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), NOTHING);
    }

    Reply with(String name, String value) {
        Doc all = new Doc();
        all.putAll(headers);
        all.put(name, value);
        return new Reply(status, Map.copyOf(strings(all)), body);
    }

    private static Map<String, String> strings(Doc all) {
        Map<String, String> strings = new java.util.HashMap<>();
        all.forEach((name, value) -> strings.put(name, String.valueOf(value)));
        return strings;
    }
}
