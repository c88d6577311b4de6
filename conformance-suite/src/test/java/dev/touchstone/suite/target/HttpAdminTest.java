package dev.touchstone.suite.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpAdminTest {
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private HttpAdmin admin;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        admin = new HttpAdmin(new ManagementClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "us er", "ge:heim", Optional.empty()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
        requests.add((request + " " + body).strip());
        String answer = answers.getOrDefault(request, "204");
        byte[] text = answer.substring(3).strip().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), text.length == 0 ? -1 : text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    @Test
    void namesAreEscapedInPaths() {
        admin.addVirtualHost("a/b c+d");
        admin.deleteUser("ü");
        admin.clearPermissions("u", "/");
        assertThat(requests)
                .containsExactly(
                        "PUT /api/vhosts/a%2Fb%20c%2Bd {}",
                        "DELETE /api/users/%C3%BC", "DELETE /api/permissions/%2F/u");
    }

    @Test
    void whatIsGoneAlreadyNeedsNoDeleting() {
        answers.put("DELETE /api/users/gone", "404 {}");
        admin.deleteUser("gone");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aRefusalNamesRequestAndAnswerButNoCredentials() {
        answers.put("PUT /api/vhosts/x", "401 {\"error\":\"not_authorised\"}");
        assertThatThrownBy(() -> admin.addVirtualHost("x"))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("PUT /api/vhosts/x")
                .hasMessageContaining("401")
                .hasMessageContaining("not_authorised")
                .message()
                .doesNotContain("geheim", "ge:heim");
    }

    @Test
    void anAnswerThatIsNoJsonIsTold() {
        answers.put("GET /api/users", "200 <html>");
        assertThatThrownBy(() -> admin.users())
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("no JSON");
    }

    @Test
    void anAdministratorIsKnownByItsTag() {
        answers.put("GET /api/whoami", "200 {\"name\":\"x\",\"tags\":[\"administrator\"]}");
        assertThat(admin.isAdministrator()).isTrue();
        answers.put("GET /api/whoami", "200 {\"name\":\"x\",\"tags\":\"monitoring\"}");
        assertThat(admin.isAdministrator()).isFalse();
    }

    @Test
    void listsBecomeFacts() {
        answers.put("GET /api/queues/%2F", "200 [{\"name\":\"q\",\"messages\":3}]");
        assertThat(admin.queues("/").get(0).facts()).containsEntry("messages", 3);
        assertThat(admin.queues("/").get(0).name()).isEqualTo("q");
    }
}
