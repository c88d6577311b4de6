package dev.touchstone.ci.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.Seed;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerDefaultsTest {
    @Test
    void withoutTheVariablesNothingIsAsked() {
        assertThat(BrokerDefaults.of(Map.of("RABBITMQ_DEFAULT_USER", ""), Seed.guest()))
                .isEqualTo(Seed.guest());
    }

    @Test
    void theUserTakesThePlaceOfGuestAndTheVirtualHostThatOfTheSlash() throws Exception {
        Map<String, String> environment = Map.of(
                "RABBITMQ_DEFAULT_USER", "ann",
                "RABBITMQ_DEFAULT_PASS", "s3cret",
                "RABBITMQ_DEFAULT_VHOST", "shop");
        try (Broker broker = start(environment)) {
            assertThat(broker.virtualHosts()).containsExactly("shop");
            factory(broker, "ann", "s3cret", "shop").newConnection().close();
            assertThatThrownBy(() -> factory(broker, "guest", "guest", "shop").newConnection())
                    .isInstanceOf(java.io.IOException.class);
        }
        assertThat(BrokerDefaults.of(environment, Seed.guest()).toString()).doesNotContain("s3cret");
    }

    @Test
    void aPasswordAloneIsThatOfGuest() throws Exception {
        try (Broker broker = start(Map.of("RABBITMQ_DEFAULT_PASS", "other"))) {
            factory(broker, "guest", "other", "/").newConnection().close();
        }
    }

    private static Broker start(Map<String, String> environment) {
        return Broker.start(BrokerConfig.defaults().withSeed(BrokerDefaults.of(environment, Seed.guest())));
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
