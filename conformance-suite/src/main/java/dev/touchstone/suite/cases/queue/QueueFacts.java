package dev.touchstone.suite.cases.queue;

import dev.touchstone.suite.lab.Lab;
import java.util.Map;

/** What the broker's own list says about a queue. */
final class QueueFacts {
    private QueueFacts() {}

    /** The columns by their names in the HTTP API, none if the queue is not listed. */
    static Map<String, Object> of(Lab lab, String queue) {
        return lab.admin().queues(lab.endpoint().virtualHost()).stream()
                .filter(found -> found.name().equals(queue))
                .findFirst()
                .map(found -> found.facts())
                .orElse(Map.of());
    }
}
