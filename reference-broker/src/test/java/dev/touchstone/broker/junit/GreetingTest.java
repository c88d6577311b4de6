package dev.touchstone.broker.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.rabbitmq.client.Channel;
import org.junit.jupiter.api.Test;

/** The example of README, compiled and run; {@link ReadmeExampleTest} holds the two together. */
@EmbeddedBroker
class GreetingTest {
    @Test
    void aGreetingArrives(Channel channel) throws Exception {
        String queue = channel.queueDeclare().getQueue();
        channel.basicPublish("", queue, null, "hello".getBytes(UTF_8));
        assertEquals("hello", new String(channel.basicGet(queue, true).getBody(), UTF_8));
    }
}
