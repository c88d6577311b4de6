package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.broker.conf.Conf;
import dev.touchstone.broker.conf.ConfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that begins as a configuration says. */
class SeedTest {
    private static Broker start(String... lines) {
        return Broker.start(Conf.of(ConfFile.parse("c", String.join("\n", lines)), BrokerConfig.defaults())
                .config());
    }

    private static ConnectionFactory factory(Broker broker, String user, String password, String vhost) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setPort(broker.amqpPort());
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setVirtualHost(vhost);
        return factory;
    }

    @Test
    void theFirstUserIsTheOnlyOne() throws Exception {
        try (Broker broker = start(
                "default_user = ann", "default_pass = s3cret", "default_vhost = shop", "cluster_name = rabbit hole")) {
            assertThat(broker.virtualHosts()).containsExactly("shop");
            try (Connection connection =
                    factory(broker, "ann", "s3cret", "shop").newConnection()) {
                assertThat(connection.getServerProperties().get("cluster_name")).hasToString("rabbit hole");
            }
            assertThat(broker.users().user("guest")).isNull();
        }
    }

    @Test
    void definitionsComeBeforeTheFirstClient(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("d.json"),
                "{\"vhosts\":[{\"name\":\"shop\"}],\"queues\":[{\"name\":\"orders\",\"vhost\":\"shop\",\"durable\":true,"
                        + "\"auto_delete\":false,\"arguments\":{}}]}");
        try (Broker broker = start("load_definitions = " + file)) {
            assertThat(broker.virtualHosts()).containsExactly("shop");
            boolean there = broker.inspect("shop", host -> host.queue("orders") != null);
            assertThat(there).isTrue();
            assertThat(broker.users().users()).isEmpty();
        }
        Files.writeString(file, "{\"queues\": 7}");
        assertThatThrownBy(() -> start("load_definitions = " + file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the definitions in " + file + ": queues should be a list");
    }

    @Test
    void oneConnectionTooManyIsRefused() throws Exception {
        try (Broker broker = start("connection_max = 1")) {
            ConnectionFactory guest = factory(broker, "guest", "guest", "/");
            try (Connection first = guest.newConnection()) {
                assertThat(first.isOpen()).isTrue();
                assertThatThrownBy(guest::newConnection)
                        .isInstanceOf(IOException.class)
                        .cause()
                        .isInstanceOf(ShutdownSignalException.class)
                        .hasMessageContaining("node connection limit (1) is reached");
            }
        }
    }
}
