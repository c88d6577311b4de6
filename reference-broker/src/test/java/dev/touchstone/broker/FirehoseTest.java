package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Tracing of a virtual host (PUB-12, VHOST-09). */
class FirehoseTest {
    private static GetResponse next(Channel channel, String queue) {
        return Awaitility.await().until(() -> channel.basicGet(queue, true), got -> got != null);
    }

    @Test
    void whatIsPublishedAndFetchedIsCopiedWhileTracingIsOn() throws Exception {
        try (Broker broker = Broker.start()) {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(broker.amqpUri());
            try (Connection connection = factory.newConnection()) {
                Channel channel = connection.createChannel();
                channel.queueDeclare("q", false, false, false, Map.of());
                channel.queueDeclare("copies", false, false, false, Map.of());
                channel.queueBind("copies", "amq.rabbitmq.trace", "#");
                channel.confirmSelect();
                byte[] body = "traced".getBytes(StandardCharsets.UTF_8);
                channel.basicPublish("", "q", new AMQP.BasicProperties(), body);
                channel.waitForConfirmsOrDie();
                broker.administration().trace("/", true);
                assertThat(channel.basicGet("q", true)).isNotNull();
                GetResponse fetched = next(channel, "copies");
                assertThat(fetched.getEnvelope().getRoutingKey()).isEqualTo("deliver.q");
                assertThat(fetched.getProps().getHeaders())
                        .containsEntry("redelivered", 0)
                        .containsEntry("channel", 1)
                        .containsKeys("exchange_name", "routing_keys", "properties", "node", "connection");
                AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                        .priority(3)
                        .headers(Map.of("h", "v"))
                        .build();
                channel.basicPublish("amq.direct", "nowhere", properties, body);
                GetResponse published = next(channel, "copies");
                assertThat(published.getEnvelope().getRoutingKey()).isEqualTo("publish.amq.direct");
                assertThat(published.getBody()).isEqualTo(body);
                assertThat(published.getProps().getHeaders().get("routed_queues"))
                        .hasToString("[]");
                assertThat(String.valueOf(published.getProps().getHeaders().get("properties")))
                        .contains("priority=3", "h=v");
                assertThat(published.getProps().getHeaders().get("user")).hasToString("guest");
                broker.administration().trace("/", false);
                channel.basicPublish("amq.direct", "nowhere", properties, body);
                channel.waitForConfirmsOrDie();
                assertThat(channel.messageCount("copies")).isZero();
            }
        }
    }
}
