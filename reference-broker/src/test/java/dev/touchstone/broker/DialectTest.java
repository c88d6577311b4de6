package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.policy.AppliesTo;
import dev.touchstone.broker.policy.InvalidPolicy;
import dev.touchstone.broker.policy.Policy;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the broker does in the dialect of RabbitMQ 4, as it was seen on 4.0.5; each line fails in the other dialect. */
@Timeout(20)
class DialectTest {
    private final Broker broker = Broker.start(BrokerConfig.defaults().withDialect(Dialect.RABBITMQ_4));
    private Connection connection;
    private Channel channel;

    @BeforeEach
    void connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.amqpUri());
        connection = factory.newConnection();
        channel = connection.createChannel();
    }

    @AfterEach
    void end() throws Exception {
        connection.abort();
        broker.close();
    }

    private GetResponse publishAndGet(String exchange, String key, BasicProperties properties, String queue)
            throws Exception {
        channel.confirmSelect();
        channel.basicPublish(exchange, key, properties, new byte[] {1});
        channel.waitForConfirmsOrDie(5_000);
        return channel.basicGet(queue, false);
    }

    private static BasicProperties headers(Map<String, Object> headers) {
        return new BasicProperties.Builder().headers(headers).build();
    }

    @Test
    void aCommitKnowsTheQueuesThatThereWereAtThePublish() throws Exception {
        channel.txSelect();
        channel.basicPublish("", "late", null, new byte[] {1});
        channel.queueDeclare("late", false, true, false, null);
        channel.txCommit();
        assertThat(channel.messageCount("late")).isZero();

        channel.basicPublish("", "late", null, new byte[] {1});
        channel.queueDelete("late");
        channel.queueDeclare("late", false, true, false, null);
        assertThatThrownBy(() -> channel.txCommit())
                .hasStackTraceContaining("406")
                .hasStackTraceContaining("partial tx completion");
    }

    @Test
    void oldProtocolsAreOfferedAmqp1() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", broker.amqpPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(new byte[] {'A', 'M', 'Q', 'P', 1, 1, 8, 0});
            assertThat(socket.getInputStream().readAllBytes()).containsExactly('A', 'M', 'Q', 'P', 3, 1, 0, 0);
        }
    }

    @Test
    void anUnknownExchangeTypeCostsTheChannel() {
        assertThatThrownBy(() -> channel.exchangeDeclare("x", "nope"))
                .hasRootCauseMessage(
                        "channel error; protocol method: #method<channel.close>(reply-code=406, reply-text=PRECONDITION_FAILED"
                                + " - unknown exchange type 'nope', class-id=40, method-id=10)");
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void headersComeBackSortedAndAnyDeliveryModeIsAccepted() throws Exception {
        channel.queueDeclare("q", false, false, false, null);
        Map<String, Object> unsorted = new LinkedHashMap<>();
        unsorted.put("b", 1);
        unsorted.put("a", 2);
        BasicProperties odd =
                new BasicProperties.Builder().headers(unsorted).deliveryMode(3).build();
        GetResponse got = publishAndGet("", "q", odd, "q");
        assertThat(new ArrayList<>(got.getProps().getHeaders().keySet())).containsExactly("a", "b");
    }

    @Test
    void kindsOfNumbersDifferForHeadersExchanges() throws Exception {
        channel.queueDeclare("q", false, false, false, null);
        channel.queueBind("q", "amq.headers", "", Map.of("x-match", "all", "a", 1));
        channel.queueBind("q", "amq.headers", "", Map.of("x-match", "all", "t", new Date(5_000)));
        assertThat(publishAndGet("amq.headers", "", headers(Map.of("a", 1.0)), "q"))
                .isNull();
        assertThat(publishAndGet("amq.headers", "", headers(Map.of("t", new Date(5_000))), "q"))
                .isNull();
        assertThat(publishAndGet("amq.headers", "", headers(Map.of("a", 1L)), "q"))
                .isNotNull();
    }

    @Test
    void deathsAreTheBrokersOwn() throws Exception {
        channel.queueDeclare("dead", false, false, false, null);
        channel.queueDeclare(
                "q", false, false, false, Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "dead"));
        Map<String, Object> claimed = Map.of("count", 5L, "reason", "rejected", "queue", "q");
        GetResponse got = publishAndGet("", "q", headers(Map.of("x-death", List.of(claimed), "CC", List.of())), "q");
        assertThat(got.getProps().getHeaders())
                .as("receivers see what was sent")
                .containsKey("x-death");
        channel.basicReject(got.getEnvelope().getDeliveryTag(), false);
        channel.queueDeclarePassive("q");
        Map<String, Object> letter = channel.basicGet("dead", true).getProps().getHeaders();
        assertThat(letter).containsKeys("CC", "x-last-death-reason", "x-last-death-queue", "x-last-death-exchange");
        assertThat((List<?>) letter.get("x-death")).hasSize(1).first().hasFieldOrPropertyWithValue("count", 1L);
    }

    @Test
    void aQuorumQueueGivesAMessageUpAfterTwentyReturns() throws Exception {
        channel.queueDeclare("q", true, false, false, Map.of("x-queue-type", "quorum"));
        GetResponse got = publishAndGet("", "q", headers(Map.of()), "q");
        assertThat(got.getProps().getHeaders()).isNullOrEmpty();
        int deliveries = 0;
        for (; got != null; got = channel.basicGet("q", false)) {
            deliveries++;
            channel.basicReject(got.getEnvelope().getDeliveryTag(), true);
        }
        assertThat(deliveries).isEqualTo(21);
    }

    @Test
    void policiesKnowTypesOfQueuesAndNoMirrors() throws Exception {
        channel.queueDeclare("q", false, false, false, null);
        channel.queueDeclare("quorum", true, false, false, Map.of("x-queue-type", "quorum"));
        broker.setPolicy(
                "/", "p", "", AppliesTo.named("classic_queues", Dialect.RABBITMQ_4), 0, Map.of("max-length", 1));
        for (String queue : List.of("q", "quorum")) {
            channel.basicPublish("", queue, null, "1".getBytes(StandardCharsets.US_ASCII));
            channel.basicPublish("", queue, null, "2".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(channel.messageCount("q")).isEqualTo(1);
        assertThat(channel.messageCount("quorum")).isEqualTo(2);
        assertThatThrownBy(() -> broker.setPolicy("/", "m", "", AppliesTo.QUEUES, 0, Map.of("ha-mode", "all")))
                .isInstanceOf(InvalidPolicy.class)
                .hasMessageContaining("not recognised");
        assertThatThrownBy(() -> AppliesTo.named("classic_queues", Dialect.RABBITMQ_3))
                .isInstanceOf(InvalidPolicy.class);
        assertThat(Policy.of("m", "", AppliesTo.QUEUES, 0, Map.of("ha-mode", "all"))
                        .name())
                .isEqualTo("m");
    }

    @Test
    void refusalsNameThePermission() throws Exception {
        broker.setPermissions("guest", "/", "^$", "", "");
        assertThatThrownBy(() -> channel.queueDeclare("q", false, false, false, null))
                .rootCause()
                .hasMessageContaining("ACCESS_REFUSED - configure access to queue 'q' in vhost '/' refused");
    }

    @Test
    void theLargestMessageIsOfTheDialectUnlessSomebodySaysOtherwise() {
        BrokerConfig config = BrokerConfig.defaults();
        assertThat(config.withDialect(Dialect.RABBITMQ_4).connections().maxMessageOctets())
                .isEqualTo(16_777_216);
        assertThat(config.withDialect(Dialect.RABBITMQ_4)
                        .withDialect(Dialect.RABBITMQ_3)
                        .connections())
                .isEqualTo(config.connections());
        assertThatThrownBy(() -> Dialect.named("rabbitmq-5")).hasMessageContaining("'rabbitmq-5'");
    }
}
