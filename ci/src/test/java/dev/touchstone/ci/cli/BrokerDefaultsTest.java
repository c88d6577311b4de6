package dev.touchstone.ci.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.Broker;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerDefaultsTest {
    @Test
    void withoutTheVariablesNothingIsAsked() {
        assertThat(BrokerDefaults.of(Map.of("RABBITMQ_DEFAULT_USER", ""))).isEmpty();
    }

    @Test
    void theUserTakesThePlaceOfGuestAndTheVirtualHostThatOfTheSlash() throws Exception {
        BrokerDefaults defaults = BrokerDefaults.of(Map.of(
                        "RABBITMQ_DEFAULT_USER", "ann",
                        "RABBITMQ_DEFAULT_PASS", "s3cret",
                        "RABBITMQ_DEFAULT_VHOST", "shop"))
                .orElseThrow();
        assertThat(defaults.toString()).doesNotContain("s3cret");
        try (Broker broker = Broker.start()) {
            defaults.applyTo(broker);
            assertThat(broker.virtualHosts()).containsExactly("shop");
            factory(broker, "ann", "s3cret", "shop").newConnection().close();
            assertThatThrownBy(() -> factory(broker, "guest", "guest", "shop").newConnection())
                    .isInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void aPasswordAloneIsThatOfGuest() throws Exception {
        try (Broker broker = Broker.start()) {
            BrokerDefaults.of(Map.of("RABBITMQ_DEFAULT_PASS", "other"))
                    .orElseThrow()
                    .applyTo(broker);
            factory(broker, "guest", "other", "/").newConnection().close();
        }
    }

    private static ConnectionFactory factory(Broker broker, String user, String password, String virtualHost) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setPort(broker.amqpPort());
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setVirtualHost(virtualHost);
        return factory;
    }
}
