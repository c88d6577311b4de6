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
import dev.touchstone.broker.TlsRules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
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

    private static int whoamiWith(String protocol, String cipher, URI api) throws Exception {
        SSLParameters only = new SSLParameters(new String[] {cipher}, new String[] {protocol});
        HttpClient client = HttpClient.newBuilder()
                .sslContext(keys.trusting(false))
                .sslParameters(only)
                .build();
        return whoami(client, api);
    }

    @Test
    void speaksTheVersionsAndCiphersThatItIsToldTo() throws Exception {
        String allowed = "TLS_AES_256_GCM_SHA384";
        Identity identity = new Identity(
                keys.server(), ClientCertificates.IGNORED, new TlsRules(List.of("TLSv1.3"), List.of(allowed), true));
        Management wanted = new Management(Address.NONE, Address.here(0), identity, Address.NONE);
        try (Broker broker = Broker.start(BrokerConfig.defaults())) {
            URI api = broker.startManagement(wanted);
            assertThat(whoamiWith("TLSv1.3", allowed, api)).isEqualTo(200);
            assertThatThrownBy(() -> whoamiWith("TLSv1.3", "TLS_AES_128_GCM_SHA256", api))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> whoamiWith("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", api))
                    .isInstanceOf(IOException.class);
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
