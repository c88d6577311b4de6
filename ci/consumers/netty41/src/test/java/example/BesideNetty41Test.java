package example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.Broker;
import io.netty.util.Version;
import org.junit.jupiter.api.Test;

class BesideNetty41Test {
    @Test
    void theBrokerRunsBesideTheUsersOwnNetty() throws Exception {
        assertTrue(Version.identify().get("netty-common").artifactVersion().startsWith("4.1."));
        try (Broker broker = Broker.start()) {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(broker.amqpUri());
            try (Connection connection = factory.newConnection()) {
                var channel = connection.createChannel();
                String queue = channel.queueDeclare().getQueue();
                channel.basicPublish("", queue, null, "hello".getBytes(UTF_8));
                assertEquals("hello", new String(channel.basicGet(queue, true).getBody(), UTF_8));
            }
        }
    }
}
