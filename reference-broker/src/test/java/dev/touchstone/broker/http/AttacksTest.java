package dev.touchstone.broker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What attackers try, beyond {@link RolesApiTest}: each must lead nowhere, and the broker goes on. */
class AttacksTest {
    @RegisterExtension
    static final Managed BROKER = new Managed();

    private static final String GUEST = "Authorization: Basic "
            + Base64.getEncoder().encodeToString("guest:guest".getBytes(StandardCharsets.UTF_8));

    /** Octets that no proper client would send, and the whole answer as text. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(BROKER.uri().getHost(), BROKER.uri().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static void assertAlive() {
        assertThat(BROKER.get("whoami").status()).isEqualTo(200);
    }

    private static int status(String answer) {
        assertThat(answer).startsWith("HTTP/1.");
        return Integer.parseInt(answer.substring(9, 12));
    }

    @Test
    void lineBreaksInNamesStayInNames() {
        assertThat(BROKER.put("vhosts/a%0d%0aSet-Cookie:%20b=c", "").status()).isEqualTo(201);
        Managed.Answer answer = BROKER.get("vhosts/a%0d%0aSet-Cookie:%20b=c");
        assertThat(answer.json().path("name").asText()).isEqualTo("a\r\nSet-Cookie: b=c");
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
        assertThat(BROKER.delete("vhosts/a%0d%0aSet-Cookie:%20b=c").status()).isEqualTo(204);
    }

    @Test
    void lineBreaksInTheNameOfADownloadAreNotTaken() {
        Managed.Answer answer = BROKER.get("definitions?download=x%0d%0aSet-Cookie:%20b=c");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "content-disposition");
    }

    @Test
    void aReasonOfManyLinesIsOneHeaderOrNone() throws Exception {
        Connection victim = BROKER.connect("guest", "/");
        try {
            String name = BROKER.get("connections").json().get(0).path("name").asText();
            String path = name.replace(" ", "%20").replace(">", "%3E");
            String answer = raw("DELETE /api/connections/" + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + GUEST + "\r\nX-Reason: tea\r\n time\r\nX-Reason: other\r\n\r\n");
            assertThat(status(answer)).isIn(204, 400);
            if (status(answer) == 204) {
                Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> !victim.isOpen());
                assertThat(Objects.requireNonNull(victim.getCloseReason()).getMessage())
                        .doesNotContain("\r")
                        .doesNotContain("\n");
            }
        } finally {
            victim.abort();
        }
        assertAlive();
    }

    @Test
    void aReasonThatIsTooLongIsCut() throws Exception {
        Connection victim = BROKER.connect("guest", "/");
        try {
            String name = BROKER.get("connections").json().get(0).path("name").asText();
            assertThat(BROKER.send(
                                    "guest",
                                    "DELETE",
                                    "connections/" + name.replace(" ", "%20").replace(">", "%3E"),
                                    "",
                                    "x-reason",
                                    "r".repeat(5000))
                            .status())
                    .isEqualTo(204);
            Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> !victim.isOpen());
        } finally {
            victim.abort();
        }
        assertAlive();
    }

    @Test
    void linesAndHeadersThatAreTooLongAreRefused() throws IOException {
        String rest = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + GUEST + "\r\n";
        assertThat(status(raw("GET /api/queues?name=" + "x".repeat(10_000) + rest + "\r\n")))
                .isBetween(400, 499);
        assertThat(status(raw("GET /api/whoami" + rest + "X-Big: " + "x".repeat(20_000) + "\r\n\r\n")))
                .isBetween(400, 499);
        assertAlive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/../../etc/passwd",
                "/../../../../etc/passwd",
                "//etc/passwd",
                "/api/%2e%2e%2f%2e%2e%2fetc/passwd",
                "/api/definitions/..%00/x",
                "/api/queues/%2F/%zz",
                "/etc/passwd",
                "http://elsewhere/api/../etc/passwd"
            })
    void pathsThatNoClientWouldSendLeadNowhere(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + GUEST + "\r\n\r\n");
        assertThat(status(answer)).isIn(400, 404);
        assertThat(answer).doesNotContain("root:");
    }

    @Test
    void aBodyWithoutALengthIsLimitedToo() throws IOException {
        StringBuilder request = new StringBuilder(
                        "PUT /api/vhosts/chunked HTTP/1.1\r\nHost: x\r\nConnection: close\r\n")
                .append(GUEST)
                .append("\r\nTransfer-Encoding: chunked\r\n\r\n");
        String chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
        request.append(chunk.repeat(21)).append("0\r\n\r\n");
        try {
            assertThat(status(raw(request.toString()))).isEqualTo(413);
        } catch (IOException e) {
            // The broker did not wait for the end of it.
            assertAlive();
        }
        assertThat(BROKER.get("vhosts").body()).doesNotContain("chunked");
    }

    @Test
    void deepNestingIsRefusedWhereverJsonIsRead() {
        String deep = "{\"arguments\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000) + "}";
        assertThat(BROKER.put("queues/%2F/deep", deep).status()).isEqualTo(400);
        assertThat(BROKER.post("definitions", deep).status()).isEqualTo(400);
        assertThat(BROKER.put("policies/%2F/deep", deep).status()).isEqualTo(400);
        assertThat(BROKER.put("global-parameters/deep", deep).status()).isEqualTo(400);
        assertAlive();
    }

    @Test
    void pagesOfOtherSitesReadAndChangeNothing() {
        Managed.Answer read = BROKER.send("guest", "GET", "users", "", "origin", "http://evil.example");
        assertThat(read.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        Managed.Answer asked = BROKER.send(
                "guest",
                "OPTIONS",
                "users/eve",
                "",
                "origin",
                "http://evil.example",
                "access-control-request-method",
                "PUT");
        assertThat(asked.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        assertThat(BROKER.send("guest", "PUT", "users/eve", "{\"password\":\"x\",\"tags\":\"\"}", "origin", "null")
                        .status())
                .isEqualTo(403);
        assertThat(BROKER.send(
                                "guest",
                                "PUT",
                                "users/eve",
                                "{\"password\":\"x\",\"tags\":\"\"}",
                                "sec-fetch-site",
                                "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(BROKER.get("users/eve").status()).isEqualTo(404);
    }

    @Test
    void refusedLoginsAreCountedAndLoggedWithoutPasswordsAndOnOneLine() throws Exception {
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.touchstone.broker");
        seen.start();
        logger.addAppender(seen);
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(BROKER.broker().amqpUri());
            factory.setUsername("mal\r\nWARN forged");
            factory.setPassword("hunter2");
            assertThatThrownBy(factory::newConnection).isInstanceOf(IOException.class);
            BROKER.send(HttpRequest.newBuilder(URI.create(BROKER.uri() + "/api/whoami"))
                    .header(
                            "authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString("mallory:hunter2".getBytes(StandardCharsets.UTF_8))));
            assertThat(seen.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(line -> line.contains("a login as 'mal??WARN forged' was refused"))
                    .anyMatch(line -> line.contains("a login as 'mallory' was refused"))
                    .noneMatch(line -> line.contains("hunter2") || line.contains("\n"));
        } finally {
            logger.detachAppender(seen);
        }
        BROKER.get("auth/attempts/touchstone%40localhost")
                .json()
                .forEach(each ->
                        assertThat(each.path("auth_attempts_failed").asInt()).isPositive());
    }
}
