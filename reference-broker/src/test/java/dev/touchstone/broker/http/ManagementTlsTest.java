package dev.touchstone.broker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.BrokerConfig.Address;
import dev.touchstone.broker.BrokerConfig.ClientCertificates;
import dev.touchstone.broker.BrokerConfig.Identity;
import dev.touchstone.broker.BrokerConfig.Management;
import dev.touchstone.broker.TestKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API over HTTPS. */
class ManagementTlsTest {
    @TempDir
    static Path directory = Path.of("");

    private static TestKeys keys = new TestKeys(Path.of(""));

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = TestKeys.make(directory);
    }

    private static Management https(ClientCertificates clients) {
        return new Management(Address.NONE, Address.here(0), new Identity(keys.server(), clients), Address.NONE);
    }

    private static int whoami(HttpClient client, URI api) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/api/whoami"))
                .header("authorization", "Basic Z3Vlc3Q6Z3Vlc3Q=")
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static HttpClient client(boolean withCertificate) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(keys.trusting(withCertificate))
                .build();
    }

    @Test
    void answersThoseWhoTrustItsAuthority() throws Exception {
        try (Broker broker = Broker.start(BrokerConfig.defaults().withManagement(https(ClientCertificates.IGNORED)))) {
            URI api = broker.startManagement(https(ClientCertificates.IGNORED));
            assertThat(api.getScheme()).isEqualTo("https");
            assertThat(whoami(client(false), api)).isEqualTo(200);
            HttpClient distrustful = HttpClient.newHttpClient();
            assertThatThrownBy(() -> whoami(distrustful, api)).isInstanceOf(SSLException.class);
            assertThat(broker.administration().listeners())
                    .extracting("protocol")
                    .containsExactly("amqp", "https");
        }
    }

    @Test
    void mayAskClientsForTheirCertificates() throws Exception {
        ClientCertificates wanted = new ClientCertificates(keys.file("ca.pem"), true);
        try (Broker broker = Broker.start(BrokerConfig.defaults())) {
            URI api = broker.startManagement(https(wanted));
            assertThat(whoami(client(true), api)).isEqualTo(200);
            HttpClient nobody = client(false);
            assertThatThrownBy(() -> whoami(nobody, api)).isInstanceOf(IOException.class);
        }
    }
}
