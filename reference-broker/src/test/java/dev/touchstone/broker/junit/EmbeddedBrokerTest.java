package dev.touchstone.broker.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.Broker;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@EmbeddedBroker
class EmbeddedBrokerTest {
    @Test
    void oneConnectionServesAllParametersOfATest(
            Broker broker, ConnectionFactory factory, Connection connection, Channel first, Channel second) {
        assertThat(factory.getPort()).isEqualTo(broker.amqpPort());
        assertThat(connection.getPort()).isEqualTo(broker.amqpPort());
        assertThat(broker.connections()).hasSize(1);
        assertThat(first.getChannelNumber()).isNotEqualTo(second.getChannelNumber());
    }

    @Test
    @EmbeddedBroker
    void aMethodMayHaveABrokerOfItsOwn(Broker own) {
        assertThat(own.amqpPort()).isPositive();
    }

    @Nested
    class Inside {
        @Test
        void nestedClassesUseTheBrokerOfTheOuterOne(Broker broker, Channel channel) {
            assertThat(channel.getConnection().getPort()).isEqualTo(broker.amqpPort());
        }
    }
}
