package dev.touchstone.broker.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A broker with its management API, for the tests of one class. */
final class Managed implements AfterAllCallback {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Broker broker;
    private final URI uri;

    Managed() {
        this(BrokerConfig.defaults());
    }

    Managed(BrokerConfig config) {
        broker = Broker.start(config.withManagement(new BrokerConfig.Management(0, 0)));
        uri = broker.startManagement(new BrokerConfig.Management(0, -1));
    }

    /** What came back. */
    record Answer(int status, String body, java.net.http.HttpHeaders headers) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + body, e);
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        broker.close();
    }

    Broker broker() {
        return broker;
    }

    URI uri() {
        return uri;
    }

    Connection connect(String user, String vhost) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.amqpUri(vhost));
        factory.setUsername(user);
        factory.setPassword(user);
        return factory.newConnection("test of " + user);
    }

    Answer get(String path) {
        return send("guest", "GET", path, "");
    }

    Answer put(String path, String body) {
        return send("guest", "PUT", path, body);
    }

    Answer post(String path, String body) {
        return send("guest", "POST", path, body);
    }

    Answer delete(String path) {
        return send("guest", "DELETE", path, "");
    }

    /** As a user whose password is their name. */
    Answer send(String user, String method, String path, String body, String... headers) {
        String pair = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri + "/api/" + path))
                .header("authorization", "Basic " + pair)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
