package dev.touchstone.broker.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to one resource.
 *
 * @param at the variable parts of the path by name, decoded
 * @param query the first value of each parameter, decoded
 */
record Call(Request request, Requester who, Map<String, String> at, Map<String, String> query) {
    /**
     * What the socket gives.
     *
     * @param path as it came, without the query
     * @param headers with names in lower case
     */
    record Request(
            String method,
            String path,
            @Nullable String query,
            Map<String, String> headers,
            byte[] body,
            boolean fromLoopback,
            String peer) {}

    /** A part of the path. */
    String at(String name) {
        String value = at.get(name);
        if (value == null) {
            throw new IllegalStateException("the path has no " + name);
        }
        return value;
    }

    /** A part of the path that not all paths of the resource have. */
    @Nullable
    String maybeAt(String name) {
        return at.get(name);
    }

    boolean flag(String name) {
        return "true".equals(query.get(name));
    }

    /** The body as a JSON object. */
    Body body() {
        return new Body(Json.object(request.body()));
    }
}
