package dev.touchstone.suite.target.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetUnavailable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class TargetCheckTest {
    private final TargetCheck check = new TargetCheck(Duration.ofMillis(500));

    private static Endpoint at(int port) {
        return new Endpoint("127.0.0.1", port, "someone", "geheim", "/", Optional.empty());
    }

    private void expect(byte[] answer, String... words) throws IOException {
        try (FakeServer server = FakeServer.answering(answer)) {
            assertThatThrownBy(() -> check.greet(at(server.port())))
                    .isInstanceOf(NotAmqp091.class)
                    .message()
                    .contains(words)
                    .startsWith("127.0.0.1:" + server.port() + " answers")
                    .doesNotContain("geheim");
        }
    }

    @Test
    void aBrokerOfAmqp10IsNamed() throws IOException {
        expect(new byte[] {'A', 'M', 'Q', 'P', 0, 1, 0, 0}, "AMQP 1.0", "another port");
        expect(new byte[] {'A', 'M', 'Q', 'P', 3, 1, 0, 0}, "AMQP 1.0 (SASL)");
        expect(new byte[] {'A', 'M', 'Q', 'P', 1, 1, 8, 0}, "another version than 0-9-1");
    }

    @Test
    void aWebServerIsNamed() throws IOException {
        expect("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII), "HTTP", "5672");
    }

    @Test
    void aTlsListenerIsNamed() throws IOException {
        expect(new byte[] {0x15, 3, 3, 0, 2, 2, 10, 0}, "TLS alert", "amqps://");
    }

    @Test
    void someOtherServerIsQuoted() throws IOException {
        expect("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII), "SSH-2.0-OpenSSH_9.2", "no AMQP broker");
        expect(new byte[] {2, 0, 0, 0, 0, 0, 4, 9, 9, 9, 9}, "no AMQP 0-9-1", "02 00 00");
        expect(new byte[] {1, 0, 0, 0, 0, 0, 4, 0, 10, 0, 11, (byte) 0xCE}, "no AMQP 0-9-1");
    }

    @Test
    void aShortAlertThatEndsTheConnectionIsNamedToo() throws IOException {
        try (FakeServer server = FakeServer.that(socket -> {
            socket.getInputStream().readNBytes(8);
            socket.getOutputStream().write(new byte[] {0x15, 3, 1, 0, 2, 2, 70});
            socket.close();
        })) {
            assertThatThrownBy(() -> check.greet(at(server.port())))
                    .isInstanceOf(NotAmqp091.class)
                    .hasMessageContaining("amqps://");
        }
    }

    @Test
    void silenceAndACloseWithoutAWordAreTold() throws IOException {
        try (FakeServer silent = FakeServer.that(socket -> {});
                FakeServer closing = FakeServer.that(Socket::close)) {
            assertThatThrownBy(() -> check.greet(at(silent.port())))
                    .isInstanceOf(NotAmqp091.class)
                    .hasMessageContaining("says nothing");
            assertThatThrownBy(() -> check.greet(at(closing.port())))
                    .isInstanceOf(NotAmqp091.class)
                    .hasMessageContaining("closes the connection without an answer");
        }
    }

    @Test
    void nobodyThereIsUnavailable() throws IOException {
        // Bound, but not listening: nobody else can be given this port while we look.
        try (Socket reserved = new Socket()) {
            reserved.bind(new InetSocketAddress("127.0.0.1", 0));
            int port = reserved.getLocalPort();
            assertThatThrownBy(() -> check.greet(at(port)))
                    .isInstanceOf(TargetUnavailable.class)
                    .hasMessageContaining("nothing listens at 127.0.0.1:" + port);
        }
        assertThatThrownBy(
                        () -> check.greet(new Endpoint("no-such-host.invalid", 5672, "u", "p", "/", Optional.empty())))
                .isInstanceOf(TargetUnavailable.class)
                .hasMessageContaining("no host of the name");
    }

    @Test
    void aPlainServerBehindAmqpsIsNamed() throws Exception {
        SSLContext tls = SSLContext.getDefault();
        try (FakeServer server = FakeServer.that(socket -> {
            socket.getInputStream().read();
            socket.getOutputStream().write("AMQP\0\0\11\1".getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        })) {
            assertThatThrownBy(() ->
                            check.greet(new Endpoint("127.0.0.1", server.port(), "u", "p", "/", Optional.of(tls))))
                    .isInstanceOf(NotAmqp091.class)
                    .hasMessageContaining("does not speak TLS: use amqp://");
        }
    }

    @Test
    void aGreetingSaysProductVersionPlatformAndCapabilities() throws IOException {
        try (FakeServer server = FakeServer.answering(Greetings.start())) {
            Greeting greeting = check.greet(at(server.port()));
            assertThat(greeting)
                    .isEqualTo(new Greeting(
                            "Hare",
                            "1.2",
                            "",
                            java.util.List.of("basic.nack"),
                            java.util.List.of("PLAIN", "AMQPLAIN")));
        }
    }
}
