package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The management API of the broker that is to be controlled. */
final class Remote {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI base;
    private final String authorization;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** What came back. */
    record Answer(int status, String body) {
        JsonNode json() {
            return read(body);
        }

        /** The reason of a refusal. */
        String reason() {
            return body.isEmpty() ? "status " + status : json().path("reason").asText(body);
        }
    }

    Remote(URI base, String user, String password) {
        this.base = base;
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** The same broker for another user. */
    Remote as(String user, String password) {
        return new Remote(base, user, password);
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new CtlException(CtlException.DATA, "not JSON: " + json);
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

    Answer send(String method, String path, @Nullable Object body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/" + path))
                .timeout(PATIENCE)
                .header("authorization", authorization)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text(body)));
        try {
            HttpResponse<String> response = client.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new CtlException(CtlException.UNAVAILABLE, "unable to connect to the management API at " + base);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CtlException(CtlException.UNAVAILABLE, "interrupted");
        }
    }

    private static String text(Object body) {
        return body instanceof String text ? text : write(body);
    }

    /** Sends it and takes nothing but success; what is missing ends with {@code codeIfMissing}. */
    Answer must(int codeIfMissing, String method, String path, @Nullable Object body, String... headers) {
        Answer answer = send(method, path, body, headers);
        if (answer.status() == 404) {
            throw new CtlException(codeIfMissing, "Object not found");
        } else if (answer.status() == 401) {
            throw new CtlException(CtlException.UNAVAILABLE, answer.reason());
        } else if (answer.status() >= 400) {
            throw new CtlException(CtlException.UNAVAILABLE, answer.reason());
        }
        return answer;
    }

    JsonNode get(String path) {
        return must(CtlException.UNAVAILABLE, "GET", path, null).json();
    }
}
