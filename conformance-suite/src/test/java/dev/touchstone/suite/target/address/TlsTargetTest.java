package dev.touchstone.suite.target.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetUnavailable;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is trusted and shown over amqps: authority, host name, client certificate. */
class TlsTargetTest {
    @TempDir
    private static Path folder;

    private static Keys localhost;
    private static Keys elsewhere;
    private static Keys client;
    private static FakeServer broker;
    private static FakeServer impostor;

    private final TargetCheck check = new TargetCheck(Duration.ofSeconds(5));

    @BeforeAll
    static void listen() throws Exception {
        localhost = Keys.make(folder, "localhost");
        elsewhere = Keys.make(folder, "elsewhere.example");
        client = Keys.make(folder, "client");
        broker = greeting(localhost);
        impostor = greeting(elsewhere);
    }

    @AfterAll
    static void close() throws Exception {
        broker.close();
        impostor.close();
    }

    private static FakeServer greeting(Keys keys) throws Exception {
        SSLServerSocket socket = (SSLServerSocket) keys.serverTrusting(client)
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        return FakeServer.on(socket, accepted -> {
            accepted.getInputStream().readNBytes(8);
            accepted.getOutputStream().write(Greetings.start());
            accepted.getOutputStream().flush();
        });
    }

    private static Endpoint at(
            FakeServer server, Optional<Path> authority, Optional<Path> certificate, boolean insecure) {
        AmqpAddress address = AmqpAddress.parse("amqps://someone:word@localhost:" + server.port());
        AddressOptions options = new AddressOptions(Optional.empty(), authority, certificate, insecure);
        return new Endpoint(
                "localhost", server.port(), "someone", "word", "/", Optional.of(TlsMaterial.of(address, options)));
    }

    @Test
    void aTrustedServerGreetsAClientThatShowsItsCertificate() throws Exception {
        Endpoint endpoint =
                at(broker, Optional.of(localhost.certificate()), Optional.of(client.certificateAndKey()), false);
        assertThat(check.greet(endpoint).product()).isEqualTo("Hare");
    }

    @Test
    void anUntrustedServerIsRefusedWithTheWayOut() throws Exception {
        Endpoint endpoint = at(broker, Optional.empty(), Optional.of(client.certificateAndKey()), false);
        assertThatThrownBy(() -> check.greet(endpoint))
                .isInstanceOf(TargetUnavailable.class)
                .hasMessageContainingAll("not trusted", "--ca FILE", "--insecure");
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        Endpoint endpoint =
                at(impostor, Optional.of(elsewhere.certificate()), Optional.of(client.certificateAndKey()), false);
        assertThatThrownBy(() -> check.greet(endpoint))
                .isInstanceOf(TargetUnavailable.class)
                .hasMessageContainingAll("localhost", "another host", "--insecure");
    }

    @Test
    void insecureTakesWhateverComes() throws Exception {
        Endpoint endpoint = at(impostor, Optional.empty(), Optional.of(client.certificateAndKey()), true);
        assertThat(check.greet(endpoint).product()).isEqualTo("Hare");
    }

    @Test
    void aClientWithoutTheCertificateThatIsAskedForHearsSo() throws Exception {
        Endpoint endpoint = at(broker, Optional.of(localhost.certificate()), Optional.empty(), false);
        assertThatThrownBy(() -> check.greet(endpoint))
                .isInstanceOf(TargetUnavailable.class)
                .hasMessageContainingAll("refuses TLS", "--cert FILE");
    }
}
