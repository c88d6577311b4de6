package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import dev.touchstone.broker.BrokerConfig.Address;
import dev.touchstone.broker.BrokerConfig.ClientCertificates;
import dev.touchstone.broker.BrokerConfig.Identity;
import dev.touchstone.broker.BrokerConfig.TlsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    static Path directory = Path.of("");

    private static TestKeys keys = new TestKeys(Path.of(""));

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = TestKeys.make(directory);
    }

    private static BrokerConfig external(boolean byCommonName, boolean required) {
        ClientCertificates clients = new ClientCertificates(keys.file("ca.pem"), required);
        return BrokerConfig.defaults()
                .withTls(new TlsConfig(List.of(Address.here(0)), new Identity(keys.server(), clients)))
                .withLogins(new Logins(Set.of("guest"), Logins.KNOWN, byCommonName, Long.MAX_VALUE));
    }

    private static ConnectionFactory factory(Broker broker, boolean withCertificate) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setPort(broker.amqpsPort());
        factory.useSslProtocol(keys.trusting(withCertificate));
        return factory;
    }

    private static ConnectionFactory byCertificate(Broker broker, boolean withCertificate) throws Exception {
        ConnectionFactory factory = factory(broker, withCertificate);
        factory.setSaslConfig(DefaultSaslConfig.EXTERNAL);
        return factory;
    }

    @Test
    void clientsReachAnyVirtualHostThroughTls() throws Exception {
        try (Broker broker = Broker.start(BrokerConfig.defaults().withTls(new TlsConfig(0, keys.server())))) {
            for (int i = 0; i < 3; i++) {
                broker.addVirtualHost("v" + i);
                ConnectionFactory factory = factory(broker, false);
                factory.setVirtualHost("v" + i);
                try (Connection connection = factory.newConnection()) {
                    assertRoundTrip(connection);
                }
            }
        }
    }

    @Test
    void theKeyMayBeInAKeyStore() throws Exception {
        BrokerConfig.Store store = new BrokerConfig.Store(keys.file("all.p12"), "secret");
        try (Broker broker = Broker.start()) {
            broker.startTls(new TlsConfig(0, store));
            assertThat(broker.amqpsPort()).isPositive();
        }
    }

    @Test
    void aCertificateIsNameAndProof() throws Exception {
        try (Broker broker = Broker.start(external(false, false))) {
            ConnectionFactory ann = byCertificate(broker, true);
            assertThatThrownBy(ann::newConnection).isInstanceOf(AuthenticationFailureException.class);
            broker.addUser(TestKeys.CLIENT, "never typed");
            broker.users().clearPassword(TestKeys.CLIENT);
            broker.setPermissions(TestKeys.CLIENT, "/", ".*", ".*", ".*");
            try (Connection connection = ann.newConnection()) {
                assertThat(connection.isOpen()).isTrue();
                assertThat(broker.connections())
                        .singleElement()
                        .satisfies(info -> assertThat(info.user()).isEqualTo(TestKeys.CLIENT));
            }
            assertThatThrownBy(byCertificate(broker, false)::newConnection)
                    .isInstanceOf(AuthenticationFailureException.class);
            factory(broker, false).newConnection().close();
        }
    }

    /** What a client gets that can do both versions and likes the first of these ciphers best. */
    private static SSLSession handshake(TlsRules rules, String... ciphers) throws Exception {
        Identity identity = new Identity(keys.server(), ClientCertificates.IGNORED, rules);
        BrokerConfig config = BrokerConfig.defaults().withTls(new TlsConfig(List.of(Address.here(0)), identity));
        try (Broker broker = Broker.start(config);
                SSLSocket socket = (SSLSocket)
                        keys.trusting(false).getSocketFactory().createSocket("127.0.0.1", broker.amqpsPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            socket.setEnabledCipherSuites(ciphers);
            socket.startHandshake();
            return socket.getSession();
        }
    }

    @Test
    void versionsAndCiphersAreAgreedOn() throws Exception {
        String strong = "TLS_AES_256_GCM_SHA384";
        String quick = "TLS_AES_128_GCM_SHA256";
        String old = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        List<String> order = List.of(strong, quick, old);
        assertThat(handshake(new TlsRules(List.of(), order, true), quick, strong)
                        .getCipherSuite())
                .isEqualTo(strong);
        assertThat(handshake(new TlsRules(List.of(), order, false), quick, strong)
                        .getCipherSuite())
                .isEqualTo(quick);
        assertThat(handshake(new TlsRules(List.of("TLSv1.2"), order, true), strong, old)
                        .getProtocol())
                .isEqualTo("TLSv1.2");
        TlsRules one = new TlsRules(List.of(), List.of(strong), true);
        assertThatThrownBy(() -> handshake(one, quick)).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void theCommonNameMayBeTheUser() throws Exception {
        try (Broker broker = Broker.start(external(true, true))) {
            broker.addUser("ann", "never typed");
            broker.setPermissions("ann", "/", ".*", ".*", ".*");
            byCertificate(broker, true).newConnection().close();
            assertThatThrownBy(factory(broker, false)::newConnection).isInstanceOf(IOException.class);
        }
    }

    @Test
    void externalIsOverTlsOnly() throws Exception {
        try (Broker broker = Broker.start(external(true, false))) {
            ConnectionFactory plain = new ConnectionFactory();
            plain.setPort(broker.amqpPort());
            plain.setSaslConfig(mechanisms -> {
                assertThat(mechanisms).containsExactly("PLAIN", "AMQPLAIN");
                return DefaultSaslConfig.EXTERNAL.getSaslMechanism(new String[] {"EXTERNAL"});
            });
            assertThatThrownBy(plain::newConnection).isInstanceOf(PossibleAuthenticationFailureException.class);
        }
    }

    @Test
    void whatIsNoKeyIsRefusedInASentence() {
        BrokerConfig.Pem swapped = new BrokerConfig.Pem(keys.file("server.pem"), keys.file("server.pem"));
        assertThatThrownBy(() -> Broker.start(BrokerConfig.defaults().withTls(new TlsConfig(0, swapped))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no private key in " + keys.file("server.pem"));
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
