package dev.touchstone.suite.cases.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.lab.QueueBench;
import java.util.LinkedHashMap;
import java.util.Map;

/** A virtual host of its own with queues, and its policies over the management API. */
final class PolicyBench {
    private final Lab lab;
    private final QueueBench queues;
    private final ManagementBench http;

    private PolicyBench(Lab lab) {
        this.lab = lab;
        queues = QueueBench.withPolicies(lab);
        http = ManagementBench.of(lab);
    }

    static PolicyBench of(Lab lab) {
        return new PolicyBench(lab);
    }

    QueueBench queues() {
        return queues;
    }

    ManagementBench http() {
        return http;
    }

    String home() {
        return queues.home().virtualHost();
    }

    ManagementBench.Resource policy(String name) {
        return http.at("policies", home(), name);
    }

    ManagementBench.Resource operatorPolicy(String name) {
        return http.at("operator-policies", home(), name);
    }

    /** A policy for names that match, with that priority; the definition is keys and values by turns. */
    static Map<String, Object> body(String pattern, int priority, Object... definition) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("pattern", pattern);
        body.put("priority", priority);
        body.put("definition", QueueBench.arguments(definition));
        return body;
    }

    /** Sets a policy. */
    void set(String name, String pattern, int priority, Object... definition) {
        put(policy(name), body(pattern, priority, definition));
    }

    /** Sets an operator policy. */
    void setOperator(String name, String pattern, Object... definition) {
        put(operatorPolicy(name), body(pattern, 0, definition));
    }

    private void put(ManagementBench.Resource place, Map<String, Object> body) {
        ManagementBench.Reply reply = place.put(body);
        if (reply.status() != 204) {
            reply.expect(201);
        }
    }

    /** Waits until a queue is listed with these columns. */
    void awaitQueue(String queue, Map<String, Object> columns) {
        JsonNode wanted = ManagementBench.json(columns);
        http.at("queues", home(), queue).await("queue " + queue + " with " + wanted, shown -> has(shown, wanted));
    }

    /** Waits until an exchange is listed with that policy. */
    void awaitExchange(String exchange, String policy) {
        http.at("exchanges", home(), exchange)
                .await(
                        "exchange " + exchange + " with policy '" + policy + "'",
                        shown -> shown.path("policy").asText("").equals(policy));
    }

    private static boolean has(JsonNode shown, JsonNode wanted) {
        boolean all = true;
        for (var field : wanted.properties()) {
            all &= shown.path(field.getKey()).equals(field.getValue());
        }
        return all;
    }

    /** Enters so many messages and waits until the queue holds that many. */
    void expectKept(String queue, int entered, int kept) {
        for (int i = 0; i < entered; i++) {
            queues.enter(queue, "m" + i);
        }
        queues.awaitDepth(queue, kept);
    }

    Lab lab() {
        return lab;
    }
}
