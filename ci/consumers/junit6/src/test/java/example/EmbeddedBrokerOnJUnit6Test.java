package example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.Broker;
import dev.touchstone.broker.junit.EmbeddedBroker;
import org.junit.jupiter.api.Test;

@EmbeddedBroker
class EmbeddedBrokerOnJUnit6Test {
    @Test
    void everythingIsInjected(Broker broker, ConnectionFactory factory, Connection connection, Channel channel)
            throws Exception {
        assertEquals(broker.amqpPort(), factory.getPort());
        assertEquals(broker.amqpPort(), connection.getPort());
        assertTrue(channel.isOpen());
        String queue = channel.queueDeclare().getQueue();
        channel.basicPublish("", queue, null, "hello".getBytes(UTF_8));
        assertEquals("hello", new String(channel.basicGet(queue, true).getBody(), UTF_8));
    }
}
