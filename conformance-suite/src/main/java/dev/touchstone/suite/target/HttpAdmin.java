package dev.touchstone.suite.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Administration through RabbitMQ's management HTTP API. */
public final class HttpAdmin implements TargetAdmin {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ManagementClient http;

    public HttpAdmin(ManagementClient http) {
        this.http = http;
    }

    /** The HTTP API itself, for cases that judge it. */
    public ManagementClient http() {
        return http;
    }

    /** True if our user may administer: the tag administrator. */
    public boolean isAdministrator() {
        JsonNode tags = get("whoami").path("tags");
        return tags.toString().contains("administrator");
    }

    @Override
    public void addUser(String name, String password, String... tags) {
        put("users/" + path(name), Map.of("password", password, "tags", String.join(",", tags)));
    }

    @Override
    public void deleteUser(String name) {
        delete("users/" + path(name));
    }

    @Override
    public void clearPassword(String name) {
        put("users/" + path(name), Map.of("password_hash", "", "tags", ""));
    }

    @Override
    public void addVirtualHost(String name) {
        put("vhosts/" + path(name), Map.of());
    }

    @Override
    public void deleteVirtualHost(String name) {
        delete("vhosts/" + path(name));
    }

    @Override
    public void setPermissions(String user, String virtualHost, Permissions permissions) {
        put(
                "permissions/" + path(virtualHost) + "/" + path(user),
                Map.of(
                        "configure", permissions.configure(),
                        "write", permissions.write(),
                        "read", permissions.read()));
    }

    @Override
    public void clearPermissions(String user, String virtualHost) {
        delete("permissions/" + path(virtualHost) + "/" + path(user));
    }

    @Override
    public void setTopicPermissions(String user, String virtualHost, String exchange, String write, String read) {
        put(
                "topic-permissions/" + path(virtualHost) + "/" + path(user),
                Map.of("exchange", exchange, "write", write, "read", read));
    }

    @Override
    public void setPolicy(String virtualHost, PolicySpec policy) {
        put(
                "policies/" + path(virtualHost) + "/" + path(policy.name()),
                Map.of(
                        "pattern", policy.pattern(),
                        "apply-to", policy.applyTo(),
                        "priority", policy.priority(),
                        "definition", policy.definition()));
    }

    @Override
    public void clearPolicy(String virtualHost, String name) {
        delete("policies/" + path(virtualHost) + "/" + path(name));
    }

    @Override
    public void setTracing(String virtualHost, boolean on) {
        put("vhosts/" + path(virtualHost), Map.of("tracing", on));
    }

    @Override
    public List<String> users() {
        return names(get("users"));
    }

    @Override
    public List<String> virtualHosts() {
        return names(get("vhosts"));
    }

    @Override
    public List<ObjectFacts> exchanges(String virtualHost) {
        return objects(get("exchanges/" + path(virtualHost)));
    }

    @Override
    public List<ObjectFacts> queues(String virtualHost) {
        return objects(get("queues/" + path(virtualHost)));
    }

    @Override
    public List<BindingFacts> bindings(String virtualHost) {
        List<BindingFacts> bindings = new ArrayList<>();
        for (JsonNode node : get("bindings/" + path(virtualHost))) {
            bindings.add(new BindingFacts(
                    node.path("source").asText(),
                    node.path("destination").asText(),
                    node.path("destination_type").asText(),
                    node.path("routing_key").asText(),
                    map(node.path("arguments"))));
        }
        return bindings;
    }

    @Override
    public List<ConsumerFacts> consumers(String virtualHost) {
        List<ConsumerFacts> consumers = new ArrayList<>();
        for (JsonNode node : get("consumers/" + path(virtualHost))) {
            consumers.add(new ConsumerFacts(
                    node.path("queue").path("name").asText(),
                    node.path("consumer_tag").asText(),
                    node.path("active").asBoolean(),
                    node.path("activity_status").asText()));
        }
        return consumers;
    }

    @Override
    public List<ConnectionFacts> connections() {
        List<ConnectionFacts> connections = new ArrayList<>();
        for (JsonNode node : get("connections")) {
            connections.add(new ConnectionFacts(
                    node.path("name").asText(),
                    node.path("user").asText(),
                    node.path("vhost").asText(),
                    node.path("user_provided_name").asText()));
        }
        return connections;
    }

    @Override
    public Optional<String> connectionState(String connectionName) {
        ManagementClient.Answer answer = http.send("GET", "/api/connections/" + path(connectionName), "", Map.of());
        if (answer.status() == 404) {
            return Optional.empty();
        }
        return Optional.of(parse(answer.orFail(200)).path("state").asText());
    }

    @Override
    public void closeConnection(String connectionName, String reason) {
        http.send("DELETE", "/api/connections/" + path(connectionName), "", Map.of("X-Reason", reason))
                .orFail(204);
    }

    private JsonNode get(String path) {
        return parse(http.send("GET", "/api/" + path, "", Map.of()).orFail(200));
    }

    private void put(String path, Map<String, Object> body) {
        http.send("PUT", "/api/" + path, write(body), Map.of()).orFail(201, 204);
    }

    private void delete(String path) {
        http.send("DELETE", "/api/" + path, "", Map.of()).orFail(204, 404);
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(node -> names.add(node.path("name").asText()));
        return names;
    }

    private static List<ObjectFacts> objects(JsonNode list) {
        List<ObjectFacts> objects = new ArrayList<>();
        list.forEach(node -> objects.add(new ObjectFacts(node.path("name").asText(), map(node))));
        return objects;
    }

    private static Map<String, Object> map(JsonNode node) {
        return JSON.convertValue(node, JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AdminException("the management API answered with no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String write(Map<String, Object> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new AdminException("cannot write " + body.keySet() + " as JSON", e);
        }
    }

    private static String path(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
