package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which messages survive the broker, and how they come back (DUR-02 to DUR-04, LAZY-05, TX-08). */
class KeptMessagesTest {
    private static final AMQP.BasicProperties PERSISTENT = MessageProperties.MINIMAL_PERSISTENT_BASIC;
    private static final Map<String, Object> LAZY = Map.of("x-queue-mode", "lazy");

    @TempDir
    private Path folder;

    private Broker broker = Broker.start();
    private final List<Connection> connections = new ArrayList<>();

    @BeforeEach
    void start() {
        broker.close();
        connections.clear();
        broker = Broker.start(BrokerConfig.defaults().withLoops(1).withData(folder));
    }

    @AfterEach
    void stop() {
        connections.forEach(Connection::abort);
        broker.close();
    }

    private Channel channel() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.amqpUri());
        factory.setAutomaticRecoveryEnabled(false);
        Connection connection = factory.newConnection();
        connections.add(connection);
        return connection.createChannel();
    }

    private Channel confirming() throws Exception {
        Channel channel = channel();
        channel.confirmSelect();
        return channel;
    }

    private void killAndStart() {
        broker.kill();
        start();
    }

    private static void publish(Channel channel, String queue, AMQP.BasicProperties properties, String body)
            throws IOException {
        channel.basicPublish("", queue, properties, body.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.US_ASCII);
    }

    private static List<String> all(Channel channel, String queue) throws IOException {
        List<String> all = new ArrayList<>();
        GetResponse got = channel.basicGet(queue, true);
        while (got != null) {
            all.add(text(got.getBody()));
            got = channel.basicGet(queue, true);
        }
        return all;
    }

    @Test
    void persistentMessagesSurviveInOrderAndOthersDoNot() throws Exception {
        Channel channel = confirming();
        channel.queueDeclare("q", true, false, false, Map.of("x-max-priority", 3));
        channel.queueDeclare("lazy", true, false, false, LAZY);
        for (int i = 0; i < 600; i++) {
            AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                    .deliveryMode(i % 3 == 0 ? 1 : 2)
                    .priority(i == 500 ? 3 : 0)
                    .build();
            publish(channel, "q", properties, "m" + i);
            publish(channel, "lazy", properties, "m" + i);
        }
        channel.waitForConfirmsOrDie(10_000);

        killAndStart();

        List<String> kept = new ArrayList<>(IntStream.range(0, 600)
                .filter(i -> i % 3 != 0)
                .mapToObj(i -> "m" + i)
                .toList());
        assertThat(all(channel(), "lazy")).isEqualTo(kept);
        kept.remove("m500");
        kept.add(0, "m500");
        assertThat(all(channel(), "q")).isEqualTo(kept);
    }

    @Test
    void whatWasDeliveredComesBackAsRedelivered() throws Exception {
        Channel channel = confirming();
        channel.queueDeclare("q", true, false, false, Map.of());
        for (int i = 0; i < 4; i++) {
            publish(channel, "q", PERSISTENT, "m" + i);
        }
        channel.basicGet("q", false);
        long second = channel.basicGet("q", false).getEnvelope().getDeliveryTag();
        channel.basicAck(second, false);
        publish(channel, "q", PERSISTENT, "m4");
        channel.waitForConfirmsOrDie(10_000);

        broker.close();
        start();
        assertThat(redelivered("q")).containsExactly("m0*", "m2", "m3", "m4");

        killAndStart();
        assertThat(redelivered("q"))
                .as("nobody knows what was delivered last")
                .containsExactly("m0*", "m2*", "m3*", "m4*");
    }

    /** What is in a queue, with a star where it was delivered before; all of it goes back. */
    private List<String> redelivered(String queue) throws Exception {
        Channel channel = channel();
        List<String> all = new ArrayList<>();
        GetResponse got = channel.basicGet(queue, false);
        while (got != null) {
            all.add(text(got.getBody()) + (got.getEnvelope().isRedeliver() ? "*" : ""));
            got = channel.basicGet(queue, false);
        }
        channel.close();
        return all;
    }

    @Test
    void headersAndDeathsSurvive() throws Exception {
        Channel channel = confirming();
        channel.queueDeclare("dead", true, false, false, Map.of());
        channel.queueDeclare(
                "q",
                true,
                false,
                false,
                Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "dead", "x-message-ttl", 60_000));
        AMQP.BasicProperties properties = PERSISTENT
                .builder()
                .headers(Map.of("number", 7))
                .messageId("id")
                .build();
        publish(channel, "q", properties, "x".repeat(8_000));
        publish(channel, "q", PERSISTENT, "expires");
        channel.waitForConfirmsOrDie(10_000);
        channel.basicReject(channel.basicGet("q", false).getEnvelope().getDeliveryTag(), false);
        channel.queueDeclarePassive("q");
        channel.basicPublish("", "nowhere", null, new byte[0]);

        broker.close();
        start();

        GetResponse dead = channel().basicGet("dead", true);
        assertThat(dead.getBody()).hasSize(8_000);
        assertThat(dead.getProps().getMessageId()).isEqualTo("id");
        assertThat(dead.getProps().getHeaders()).containsKeys("number", "x-death");
        broker.clock().advance(Duration.ofMinutes(2));
        Channel reader = channel();
        await().until(() -> reader.messageCount("dead") == 1);
        assertThat(reader.messageCount("q")).isZero();
    }

    @Test
    void acknowledgedInACommittedTransactionNeverComesBack() throws Exception {
        Channel channel = channel();
        channel.queueDeclare("q", true, false, false, Map.of());
        channel.txSelect();
        for (int i = 0; i < 10; i++) {
            publish(channel, "q", PERSISTENT, "m" + i);
        }
        channel.txCommit();
        for (int i = 0; i < 9; i++) {
            channel.basicAck(channel.basicGet("q", false).getEnvelope().getDeliveryTag(), false);
        }
        channel.txCommit();

        killAndStart();

        assertThat(all(channel(), "q")).containsExactly("m9");
    }

    @Test
    void deletedPurgedAndDeclaredAgainStaysEmpty() throws Exception {
        Channel channel = confirming();
        channel.queueDeclare("purged", true, false, false, LAZY);
        channel.queueDeclare("again", true, false, false, Map.of());
        for (int i = 0; i < 400; i++) {
            publish(channel, "purged", PERSISTENT, "m");
            publish(channel, "again", PERSISTENT, "m");
        }
        channel.waitForConfirmsOrDie(10_000);
        assertThat(channel.queuePurge("purged").getMessageCount()).isEqualTo(400);
        channel.queueDelete("again");
        channel.queueDeclare("again", true, false, false, Map.of());
        publish(channel, "purged", PERSISTENT, "last");
        channel.waitForConfirmsOrDie(10_000);

        killAndStart();

        assertThat(all(channel(), "purged")).containsExactly("last");
        assertThat(all(channel(), "again")).isEmpty();
    }

    @Test
    void consumersDrainWhatLiesOnDisk() throws Exception {
        Channel channel = confirming();
        channel.queueDeclare("lazy", true, false, false, LAZY);
        List<String> expected = IntStream.range(0, 5_000).mapToObj(i -> "m" + i).toList();
        for (String body : expected) {
            publish(channel, "lazy", PERSISTENT, body);
        }
        channel.waitForConfirmsOrDie(20_000);
        killAndStart();

        ConcurrentLinkedQueue<String> got = new ConcurrentLinkedQueue<>();
        Channel consumer = channel();
        consumer.basicQos(100);
        consumer.basicConsume(
                "lazy",
                false,
                (tag, delivery) -> {
                    got.add(text(delivery.getBody()));
                    consumer.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
                },
                tag -> {});

        await().until(() -> got.size() == 5_000);
        assertThat(List.copyOf(got)).isEqualTo(expected);
    }
}
