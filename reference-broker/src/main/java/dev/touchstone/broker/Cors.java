package dev.touchstone.broker;

import java.util.List;

/**
 * Which pages of other sites may use the management API from a browser.
 *
 * @param origins such as {@code https://example.com:8443}; {@code *} is every page
 * @param maxAgeSeconds how long a browser may remember what it was allowed
 */
public record Cors(List<String> origins, long maxAgeSeconds) {
    /** No page of another site; RabbitMQ's age. */
    public static final Cors NONE = new Cors(List.of(), 1_800);

    /** Copies the list. */
    public Cors {
        origins = List.copyOf(origins);
    }

    /** Whether the pages of this site may. */
    public boolean allows(String origin) {
        return origins.contains("*") || origins.contains(origin);
    }
}
