package dev.touchstone.broker.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds who answers a path: parts that begin with a colon stand for anything. Those that were added first win.
 *
 * <p>Vert.x Web has a router too, which only leads here. That is on purpose: what finds a resource must work without a web server, because the control command
 * asks the same resources over a local channel, of brokers that never load Vert.x; and the answers to methods are RabbitMQ's: OPTIONS for every path, HEAD
 * like GET, a wrong method 405 with {@code allow} in RabbitMQ's order, before anybody has to say who they are (MGMT-01). The sockets' own concerns, bodies and
 * their limits and broken requests, are left to Vert.x Web.
 */
final class Router {
    private final Map<Integer, List<Path>> byLength = new HashMap<>();

    /** Answers a request. */
    interface Handler {
        Reply handle(Call call);
    }

    /** A path with a handler for each method. */
    record Path(String[] parts, Map<String, Handler> handlers) {
        @Nullable
        Map<String, String> match(List<String> segments) {
            Map<String, String> at = new HashMap<>();
            for (int i = 0; i < parts.length; i++) {
                if (parts[i].startsWith(":")) {
                    at.put(parts[i].substring(1), segments.get(i));
                } else if (!parts[i].equals(segments.get(i))) {
                    return null;
                }
            }
            return at;
        }

        /** For the header {@code allow}. */
        String allowed() {
            List<String> all = new ArrayList<>();
            for (String method : List.of("GET", "PUT", "POST", "DELETE")) {
                if (handlers.containsKey(method)) {
                    all.add(method.equals("GET") ? "HEAD, GET" : method);
                }
            }
            all.add("OPTIONS");
            return String.join(", ", all);
        }
    }

    /** What a path leads to. */
    record Found(Path path, Map<String, String> at) {}

    /** Adds a handler; paths are written without a slash in front. */
    Router on(String method, String path, Handler handler) {
        String[] parts = path.split("/");
        List<Path> known = byLength.computeIfAbsent(parts.length, length -> new ArrayList<>());
        Path found = known.stream()
                .filter(each -> String.join("/", each.parts).equals(path))
                .findFirst()
                .orElseGet(() -> {
                    Path made = new Path(parts, new LinkedHashMap<>());
                    known.add(made);
                    return made;
                });
        found.handlers.put(method, handler);
        return this;
    }

    Router get(String path, Handler handler) {
        return on("GET", path, handler);
    }

    Router put(String path, Handler handler) {
        return on("PUT", path, handler);
    }

    Router post(String path, Handler handler) {
        return on("POST", path, handler);
    }

    Router delete(String path, Handler handler) {
        return on("DELETE", path, handler);
    }

    @Nullable
    Found find(List<String> segments) {
        for (Path path : byLength.getOrDefault(segments.size(), List.of())) {
            Map<String, String> at = path.match(segments);
            if (at != null) {
                return new Found(path, at);
            }
        }
        return null;
    }

    /** The parts of a path, each decoded on its own, so that a slash may be part of a name (VHOST-01). */
    static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String part : path.split("/")) {
            if (!part.isEmpty()) {
                segments.add(decoded(part.replace("+", "%2B")));
            }
        }
        return segments;
    }

    static Map<String, String> query(@Nullable String query) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            values.putIfAbsent(decoded(name), equals < 0 ? "true" : decoded(pair.substring(equals + 1)));
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("the address cannot be decoded");
        }
    }
}
