package dev.touchstone.suite.target.address;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.ManagementClient;
import dev.touchstone.suite.target.TargetUnavailable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/** Finds the management HTTP API of a broker: where the user says it is, else on the usual port of the same host. */
final class ManagementSearch {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Endpoint endpoint;
    private final Greeting greeting;

    ManagementSearch(Endpoint endpoint, Greeting greeting) {
        this.endpoint = endpoint;
        this.greeting = greeting;
    }

    /**
     * Where the user says: it has to be there and let us in.
     *
     * @throws TargetUnavailable if it is not
     */
    HttpAdmin at(URI uri) {
        String user = endpoint.user();
        String password = endpoint.password();
        if (uri.getRawUserInfo() != null) {
            String[] login = uri.getRawUserInfo().split(":", 2);
            user = PercentCode.decode("user", login[0]);
            password = login.length > 1 ? PercentCode.decode("password", login[1]) : "";
        }
        URI bare = bare(uri);
        HttpAdmin admin = new HttpAdmin(new ManagementClient(bare, user, password, endpoint.tls()));
        ManagementClient.Answer answer;
        try {
            answer = admin.http().send("GET", "/api/overview", "", Map.of());
        } catch (AdminException e) {
            throw new TargetUnavailable(String.valueOf(e.getMessage()), e);
        }
        if (answer.status() == 401) {
            throw new TargetUnavailable("the management API at " + bare + " refuses user '" + user
                    + "': it needs the tag management, monitoring or administrator");
        }
        if (answer.status() != 200) {
            throw new TargetUnavailable(bare + "/api/overview is answered " + answer.status()
                    + ": is that the management API? It is usually on port 15672");
        }
        return admin;
    }

    /** On the usual port; only if it says to be the same product and version as the greeting. */
    Optional<HttpAdmin> onTheUsualPort() {
        boolean tls = endpoint.tls().isPresent();
        String host = endpoint.host().indexOf(':') >= 0 ? "[" + endpoint.host() + "]" : endpoint.host();
        URI uri = URI.create(tls ? "https://" + host + ":15671" : "http://" + host + ":15672");
        try {
            HttpAdmin admin =
                    new HttpAdmin(new ManagementClient(uri, endpoint.user(), endpoint.password(), endpoint.tls()));
            ManagementClient.Answer answer = admin.http().send("GET", "/api/overview", "", Map.of());
            return answer.status() == 200 && isTheSame(answer.body()) ? Optional.of(admin) : Optional.empty();
        } catch (AdminException e) {
            return Optional.empty();
        }
    }

    private boolean isTheSame(String body) {
        try {
            JsonNode overview = JSON.readTree(body);
            String product = overview.path("product_name").asText("RabbitMQ");
            String version = overview.path("product_version")
                    .asText(overview.path("rabbitmq_version").asText());
            return product.equals(greeting.product()) && version.equals(greeting.version());
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static URI bare(URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null || !uri.getScheme().startsWith("http")) {
            throw new AddressException("the management URI begins with http:// or https:// and names a host");
        }
        try {
            return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), uri.getPath(), null, null);
        } catch (URISyntaxException e) {
            throw new AddressException("the management URI cannot be read", e);
        }
    }
}
