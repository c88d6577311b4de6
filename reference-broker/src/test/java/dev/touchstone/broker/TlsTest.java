package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    static Path directory = Path.of("");

    private static Path store = Path.of("");

    @BeforeAll
    static void makeKey() throws Exception {
        store = directory.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret",
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void clientsReachAnyVirtualHostThroughTls() throws Exception {
        BrokerConfig config =
                BrokerConfig.defaults().withTls(new BrokerConfig.TlsConfig(0, new BrokerConfig.Store(store, "secret")));
        try (Broker broker = Broker.start(config)) {
            for (int i = 0; i < 3; i++) {
                broker.addVirtualHost("v" + i);
                ConnectionFactory factory = new ConnectionFactory();
                factory.setPort(broker.amqpsPort());
                factory.setVirtualHost("v" + i);
                factory.useSslProtocol(trusting(store));
                try (Connection connection = factory.newConnection()) {
                    assertRoundTrip(connection);
                }
            }
        }
    }

    private static SSLContext trusting(Path store) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(store.toFile(), "secret".toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static void assertRoundTrip(Connection connection) throws Exception {
        Channel channel = connection.createChannel();
        String queue = channel.queueDeclare().getQueue();
        byte[] body = new byte[1_000_000];
        new Random(3).nextBytes(body);
        channel.basicPublish("", queue, null, body);
        GetResponse got = channel.basicGet(queue, true);
        assertThat(got.getBody()).isEqualTo(body);
    }
}
