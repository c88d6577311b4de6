package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.broker.junit.ClockKind;
import dev.touchstone.broker.junit.EmbeddedBroker;
import dev.touchstone.broker.queue.QuorumKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Quorum queues of one member, as they were seen on RabbitMQ 3.10.8 (QUORUM-01 to QUORUM-15, QOS-10). */
@EmbeddedBroker(clock = ClockKind.VIRTUAL)
class QuorumQueueTest {
    private final Broker broker;
    private final Connection connection;
    private final Channel channel;

    QuorumQueueTest(Broker broker, Connection connection, Channel channel) {
        this.broker = broker;
        this.connection = connection;
        this.channel = channel;
    }

    private static Map<String, Object> quorum(Object... more) {
        Map<String, Object> arguments = new HashMap<>(Map.of("x-queue-type", "quorum"));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return arguments;
    }

    private void declare(String queue, Object... more) throws Exception {
        channel.queueDeclare(queue, true, false, false, quorum(more));
    }

    /** Publishes each and says which were refused: {@code a} for an ack, {@code n} for a nack. */
    private String publish(String queue, String... bodies) throws Exception {
        channel.confirmSelect();
        StringBuilder answers = new StringBuilder();
        for (String body : bodies) {
            channel.basicPublish("", queue, null, body.getBytes(StandardCharsets.UTF_8));
            answers.append(channel.waitForConfirms(5_000) ? 'a' : 'n');
        }
        return answers.toString();
    }

    private long take(Channel on, String queue) throws Exception {
        return on.basicGet(queue, false).getEnvelope().getDeliveryTag();
    }

    /** Bodies with their delivery counts. */
    private List<String> all(String queue) throws Exception {
        List<String> all = new ArrayList<>();
        for (GetResponse got = channel.basicGet(queue, true); got != null; got = channel.basicGet(queue, true)) {
            String body = new String(got.getBody(), StandardCharsets.UTF_8);
            assertThat(got.getEnvelope().isRedeliver())
                    .isEqualTo((Long) got.getProps().getHeaders().get("x-delivery-count") > 0);
            all.add(body + ":" + got.getProps().getHeaders().get("x-delivery-count"));
        }
        return all;
    }

    private void refused(String text, ThrowingCallable call) {
        assertThatThrownBy(call)
                .satisfiesAnyOf(
                        e -> assertThat(e)
                                .rootCause()
                                .isInstanceOf(ShutdownSignalException.class)
                                .hasMessageContaining(text),
                        e -> assertThat(e)
                                .isInstanceOf(ShutdownSignalException.class)
                                .hasMessageContaining(text));
    }

    @Test
    void withoutALimitWhatAClientReturnsGoesBehindAndWhatAChannelLosesGoesToTheFront() throws Exception {
        declare("q");
        publish("q", "0", "1", "2", "3");
        channel.basicNack(take(channel, "q"), false, true);
        assertThat(all("q")).containsExactly("1:0", "2:0", "3:0", "0:1");
        publish("q", "0", "1", "2");
        Channel lost = connection.createChannel();
        take(lost, "q");
        take(lost, "q");
        lost.close();
        assertThat(all("q")).containsExactly("0:1", "1:1", "2:0");
    }

    @Test
    void withALimitWhatComesBackGoesToTheFrontInTheOrderOfItsReturn() throws Exception {
        declare("q", "x-delivery-limit", 5);
        publish("q", "0", "1", "2", "3");
        long first = take(channel, "q");
        long second = take(channel, "q");
        channel.basicNack(second, false, true);
        channel.basicNack(first, false, true);
        assertThat(all("q")).containsExactly("1:1", "0:1", "2:0", "3:0");
    }

    @Test
    void afterMoreReturnsThanTheLimitAMessageDiesWithoutItsCount() throws Exception {
        channel.queueDeclare("dead", false, false, false, null);
        declare("q", "x-delivery-limit", 1, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "dead");
        publish("q", "poison");
        channel.basicNack(take(channel, "q"), false, true);
        channel.basicReject(take(channel, "q"), true);
        assertThat(channel.messageCount("q")).isZero();
        Map<String, Object> headers = channel.basicGet("dead", true).getProps().getHeaders();
        assertThat(headers.get("x-first-death-reason")).hasToString("delivery_limit");
        assertThat(headers).doesNotContainKey("x-delivery-count");
    }

    @Test
    void rejectPublishHoldsOneTooManyAndTakesAgainAtFourFifths() throws Exception {
        declare("q", "x-max-length", 5, "x-overflow", "reject-publish");
        assertThat(publish("q", "0", "1", "2", "3", "4", "5", "6")).isEqualTo("aaaaaan");
        channel.basicGet("q", true);
        assertThat(publish("q", "7")).isEqualTo("n");
        channel.basicGet("q", true);
        assertThat(publish("q", "8")).isEqualTo("a");
    }

    @Test
    void rejectPublishDlxIsTakenForDropHead() throws Exception {
        declare("q", "x-max-length", 2, "x-overflow", "reject-publish-dlx");
        assertThat(publish("q", "0", "1", "2")).isEqualTo("aaa");
        assertThat(all("q")).containsExactly("1:0", "2:0");
    }

    @Test
    void whatAQuorumQueueCannotDo() throws Exception {
        declare("q");
        declare("single", "x-single-active-consumer", true);
        refused("non-durable", () -> connection.createChannel().queueDeclare("x", false, false, false, quorum()));
        refused("exclusive-owner", () -> connection.createChannel().queueDeclare("x", true, true, false, quorum()));
        refused("auto-delete", () -> connection.createChannel().queueDeclare("x", true, false, true, quorum()));
        refused("server-named", () -> connection.createChannel().queueDeclare("", true, false, false, quorum()));
        for (String foreign : List.of("x-max-priority", "x-queue-mode", "x-queue-version")) {
            refused(
                    "of queue type rabbit_quorum_queue",
                    () -> connection.createChannel().queueDeclare("x", true, false, false, quorum(foreign, 1)));
        }
        refused("RESOURCE_LOCKED", () -> connection.createChannel().basicGet("single", true));
        refused("if-empty flag set", () -> channel.queueDelete("q", false, true));
    }

    @Test
    void aSharedPrefetchLimitCostsTheConnection() throws Exception {
        declare("q");
        channel.basicQos(5, true);
        refused("does not support global qos", () -> channel.basicConsume("q", (tag, message) -> {}, tag -> {}));
    }

    @Test
    void exclusiveConsumersAreLikeOthers() throws Exception {
        declare("q");
        channel.basicConsume("q", false, "one", false, true, null, (tag, message) -> {}, tag -> {});
        channel.basicConsume("q", false, "two", false, false, null, (tag, message) -> {}, tag -> {});
        assertThat(channel.consumerCount("q")).isEqualTo(2);
    }

    @Test
    void aDeadLetterIsKeptUntilSomebodyHasIt() throws Exception {
        declareKeeping();
        publish("q", "letter");
        channel.basicReject(take(channel, "q"), false);
        assertThat(channel.messageCount("q")).isZero();
        assertThat(letters()).isEqualTo(1);
        channel.exchangeDeclare("late", "fanout");
        channel.queueDeclare("target", false, false, false, Map.of("x-max-length", 0, "x-overflow", "reject-publish"));
        channel.queueBind("target", "late", "");
        assertThat(letters()).isEqualTo(1);
        channel.queueDeclare("free", false, false, false, null);
        channel.queueUnbind("target", "late", "");
        channel.queueBind("free", "late", "");
        assertThat(channel.messageCount("free")).isEqualTo(1);
        assertThat(letters()).isZero();
    }

    @Test
    void aTargetThatRefusesIsAskedAgainAfterThreeMinutes() throws Exception {
        declareKeeping();
        channel.exchangeDeclare("late", "fanout");
        channel.queueDeclare("target", false, false, false, Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
        channel.queueBind("target", "late", "");
        publish("q", "first", "second");
        channel.basicReject(take(channel, "q"), false);
        channel.basicReject(take(channel, "q"), false);
        assertThat(channel.messageCount("target")).isEqualTo(1);
        assertThat(letters()).isEqualTo(1);
        channel.basicGet("target", true);
        broker.clock().advance(Duration.ofSeconds(181));
        assertThat(new String(channel.basicGet("target", true).getBody(), StandardCharsets.UTF_8))
                .isEqualTo("second");
        assertThat(letters()).isZero();
    }

    private void declareKeeping() throws Exception {
        declare(
                "q",
                "x-dead-letter-exchange",
                "late",
                "x-dead-letter-strategy",
                "at-least-once",
                "x-overflow",
                "reject-publish");
    }

    private long letters() throws Exception {
        channel.queueDeclarePassive("q");
        return broker.inspect("/", vhost -> {
            QuorumKind quorum = vhost.queues().get(0).quorum();
            return quorum == null ? -1 : quorum.letters();
        });
    }

    @Test
    void deliveryLimitsOfOddTypesLimitNothingButPutReturnsInFront() throws Exception {
        for (Object odd : Arrays.asList("many", true, 2.5)) {
            declare("odd", "x-delivery-limit", odd);
            publish("odd", "0", "1");
            for (int i = 0; i < 4; i++) {
                channel.basicNack(take(channel, "odd"), false, true);
            }
            assertThat(all("odd")).containsExactly("0:4", "1:0");
            channel.queueDelete("odd");
        }
    }
}
