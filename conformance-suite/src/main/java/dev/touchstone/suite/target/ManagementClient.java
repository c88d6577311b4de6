package dev.touchstone.suite.target;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Plain requests to a management HTTP API with Basic authentication. Safe for many threads. */
public final class ManagementClient {
    private static final Duration GOING = Duration.ofSeconds(2);

    private final URI base;
    private final Optional<String> authorization;
    private final HttpClient client;

    /**
     * @param base scheme, host and port, without user-info, such as {@code http://localhost:15672}
     * @param tls the context for https, empty for the JDK's own
     */
    public ManagementClient(URI base, String user, String password, Optional<SSLContext> tls) {
        this(base, basic(user, password), client(tls));
    }

    private ManagementClient(URI base, Optional<String> authorization, HttpClient client) {
        this.base = base;
        this.authorization = authorization;
        this.client = client;
    }

    private static HttpClient client(Optional<SSLContext> tls) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
        tls.ifPresent(builder::sslContext);
        return builder.build();
    }

    private static Optional<String> basic(String user, String password) {
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(login));
    }

    /** The same server with another user. */
    public ManagementClient as(String user, String password) {
        return new ManagementClient(base, basic(user, password), client);
    }

    /** The same server without any login. */
    public ManagementClient anonymous() {
        return new ManagementClient(base, Optional.empty(), client);
    }

    /** The port that requests go to; -1 where the URI names none. */
    public int port() {
        return base.getPort();
    }

    /** What came back: status code, body and headers by their names in lower case. */
    public record Answer(String request, int status, String body, Map<String, List<String>> headers) {
        public Answer {
            headers = Map.copyOf(headers);
        }

        /**
         * The body if the status is one of these.
         *
         * @throws AdminException otherwise, with request, status and body
         */
        public String orFail(int... allowed) {
            if (Arrays.stream(allowed).anyMatch(code -> code == status)) {
                return body;
            }
            throw new AdminException(request + " was answered " + status + " " + body);
        }
    }

    /**
     * Sends one request; path begins with {@code /api}. What only reads and is answered with 500 is asked again for two seconds:
     * RabbitMQ's lists fail now and then while something in them goes away, and other cases delete theirs all the time.
     */
    public Answer send(String method, String path, String body, Map<String, String> headers) {
        Answer first = sendOnce(method, path, body, headers);
        if (!method.equals("GET") || first.status() != 500) {
            return first;
        }
        try {
            return Awaitility.await()
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(GOING)
                    .until(() -> sendOnce(method, path, body, headers), answer -> answer.status() != 500);
        } catch (ConditionTimeoutException e) {
            // A broker that has nothing else to say: that is its answer.
            return first;
        }
    }

    private Answer sendOnce(String method, String path, String body, Map<String, String> headers) {
        URI uri = URI.create(base.toString().replaceAll("/$", "") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        authorization.ifPresent(login -> request.header("Authorization", login));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    method + " " + path,
                    response.statusCode(),
                    response.body(),
                    response.headers().map());
        } catch (IOException e) {
            throw new AdminException("the management API at " + base + " cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdminException("interrupted while asking the management API", e);
        }
    }
}
