package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The exchange type x-delayed-message on a frozen clock (DELAY-01 to DELAY-17, DELAY-21). */
class DelayedExchangeTest {
    private Broker broker;
    private Connection connection;
    private Channel channel;

    @BeforeEach
    void start() throws Exception {
        start(BrokerConfig.defaults().withPlugins(BrokerConfig.DELAYED_MESSAGE_EXCHANGE));
    }

    private void start(BrokerConfig config) throws Exception {
        broker = Broker.start(config);
        broker.clock().freeze();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.amqpUri());
        connection = factory.newConnection();
        channel = connection.createChannel();
    }

    @AfterEach
    void stop() {
        connection.abort(2_000);
        broker.close();
    }

    private void declareAll() throws IOException {
        channel.exchangeDeclare("d", "x-delayed-message", false, false, Map.of("x-delayed-type", "direct"));
        channel.queueDeclare("q", false, false, false, null);
        channel.queueBind("q", "d", "k");
    }

    private void publish(Object delay, String body) throws Exception {
        publish(channel, delay, body);
    }

    private static void publish(Channel on, Object delay, String body) throws Exception {
        on.basicPublish("d", "k", delayed(delay), body.getBytes(StandardCharsets.UTF_8));
        on.queueDeclarePassive("q");
    }

    private static AMQP.BasicProperties delayed(Object delay) {
        return new AMQP.BasicProperties.Builder()
                .headers(Map.of("x-delay", delay))
                .build();
    }

    private void advance(long millis) {
        broker.clock().advance(Duration.ofMillis(millis));
    }

    private List<String> all(String queue) throws IOException {
        List<String> all = new ArrayList<>();
        for (GetResponse got = channel.basicGet(queue, true); got != null; got = channel.basicGet(queue, true)) {
            all.add(new String(got.getBody(), StandardCharsets.UTF_8));
        }
        return all;
    }

    private static void refused(ThrowingCallable call, String text) {
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
    void withoutThePluginTheTypeIsUnknown() throws Exception {
        stop();
        start(BrokerConfig.defaults());
        refused(this::declareAll, "reply-code=503, reply-text=COMMAND_INVALID - unknown exchange type");
    }

    @Test
    void theTypeBehindMustBeAnOrdinaryOne() throws Exception {
        for (Object wrong : List.of("x-delayed-message", 5, true)) {
            Channel own = connection.createChannel();
            refused(
                    () -> own.exchangeDeclare("x", "x-delayed-message", false, false, Map.of("x-delayed-type", wrong)),
                    "reply-code=406");
        }
        Channel own = connection.createChannel();
        refused(() -> own.exchangeDeclare("x", "x-delayed-message", false, false, null), "reply-code=406");
        refused(
                () -> channel.exchangeDeclare("x", "x-delayed-message", false, false, Map.of("x-delayed-type", "nope")),
                "unknown exchange type 'nope'");
    }

    @Test
    void aRedeclarationMayNameAnotherTypeBehind() throws Exception {
        declareAll();
        channel.exchangeDeclare("d", "x-delayed-message", false, false, Map.of("x-delayed-type", "fanout"));
        channel.exchangeDeclare("d", "x-delayed-message", false, false, null);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void messagesComeInTheOrderOfTheirTimesAndEqualOnesInTheOrderOfPublish() throws Exception {
        declareAll();
        int[] delays = {900, 300, 600, 0, 300};
        for (int i = 0; i < delays.length; i++) {
            publish(delays[i], i + ":" + delays[i]);
        }
        assertThat(all("q")).containsExactly("3:0");
        assertThat(waiting("d")).isEqualTo(4);
        advance(299);
        assertThat(all("q")).isEmpty();
        advance(1);
        assertThat(all("q")).containsExactly("1:300", "4:300");
        advance(600);
        assertThat(all("q")).containsExactly("2:600", "0:900");
        assertThat(waiting("d")).isZero();
    }

    private int waiting(String exchange) {
        return broker.inspect("/", vhost -> vhost.delayedCount(exchange));
    }

    @Test
    void valuesThatAreNoDelayRouteAtOnceAndNumbersComeInMostForms() throws Exception {
        declareAll();
        for (Object none : List.of(0, -5, 4_294_967_296L, true, "0", "-3", 0.9)) {
            publish(none, "now");
        }
        channel.basicPublish("d", "k", null, "now".getBytes(StandardCharsets.UTF_8));
        assertThat(all("q")).hasSize(8);
        for (Object late : List.of((byte) 100, (short) 100, 100, 100L, "100", "+100", 100.9, 100.9f, 4_294_967_295L)) {
            publish(late, String.valueOf(late));
        }
        assertThat(all("q")).isEmpty();
        advance(100);
        assertThat(all("q")).hasSize(8);
        advance(4_294_967_195L);
        assertThat(all("q")).containsExactly("4294967295");
    }

    @Test
    void aTextThatIsNoNumberCostsTheConnection() throws Exception {
        declareAll();
        assertThatThrownBy(() -> publish("abc", "x"))
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(IOException.class),
                        e -> assertThat(e).isInstanceOf(AlreadyClosedException.class));
        assertThat(connection.getCloseReason().getMessage()).contains("reply-code=541");
    }

    @Test
    void aMandatoryMessageIsReturnedAndConfirmedAtOnceAndComesLaterAllTheSame() throws Exception {
        declareAll();
        List<Integer> returned = Collections.synchronizedList(new ArrayList<>());
        channel.addReturnListener(message -> returned.add(message.getReplyCode()));
        channel.confirmSelect();
        channel.basicPublish("d", "k", true, delayed(400), "x".getBytes(StandardCharsets.UTF_8));
        assertThat(channel.waitForConfirms(5_000)).isTrue();
        assertThat(returned).containsExactly(312);
        advance(400);
        assertThat(all("q")).containsExactly("x");
    }

    @Test
    void bindingsCountThatExistWhenAMessageIsDue() throws Exception {
        declareAll();
        channel.queueDeclare("late", false, false, false, null);
        publish(300, "x");
        channel.queueUnbind("q", "d", "k");
        channel.queueBind("late", "d", "k");
        advance(300);
        assertThat(all("q")).isEmpty();
        assertThat(all("late")).containsExactly("x");
    }

    @Test
    void aDeletedExchangeLosesItsMessagesUnlessItComesBackInTime() throws Exception {
        declareAll();
        publish(300, "lost");
        channel.exchangeDelete("d");
        advance(300);
        declareAll();
        publish(300, "kept");
        channel.exchangeDelete("d");
        declareAll();
        advance(300);
        assertThat(all("q")).containsExactly("kept");
    }

    @Test
    void theAlternateExchangeGetsADelayedMessageAtOnceAndTheQueueGetsItLater() throws Exception {
        channel.exchangeDeclare("alt", "fanout", false, false, null);
        channel.queueDeclare("other", false, false, false, null);
        channel.queueBind("other", "alt", "");
        channel.exchangeDeclare(
                "d",
                "x-delayed-message",
                false,
                false,
                Map.of("x-delayed-type", "direct", "alternate-exchange", "alt"));
        channel.queueDeclare("q", false, false, false, null);
        channel.queueBind("q", "d", "k");
        publish(300, "x");
        assertThat(all("other")).containsExactly("x");
        advance(300);
        assertThat(all("q")).containsExactly("x");
        assertThat(all("other")).isEmpty();
    }

    @Test
    void receiversSeeTheDelayAsItWasSentAndDeadLettersCarryItNegated() throws Exception {
        channel.exchangeDeclare("d", "x-delayed-message", false, false, Map.of("x-delayed-type", "direct"));
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("x-dead-letter-exchange", "");
        arguments.put("x-dead-letter-routing-key", "dead");
        channel.queueDeclare("q", false, false, false, arguments);
        channel.queueDeclare("dead", false, false, false, null);
        channel.queueBind("q", "d", "k");
        publish(200, "x");
        advance(200);
        GetResponse got = channel.basicGet("q", false);
        assertThat(got.getProps().getHeaders()).containsEntry("x-delay", 200);
        channel.basicReject(got.getEnvelope().getDeliveryTag(), false);
        assertThat(channel.basicGet("dead", true).getProps().getHeaders()).containsEntry("x-delay", -200);
    }

    @Test
    void timeToLiveStartsAfterTheDelay() throws Exception {
        declareAll();
        AMQP.BasicProperties properties =
                delayed(400).builder().expiration("100").build();
        channel.basicPublish("d", "k", properties, "x".getBytes(StandardCharsets.UTF_8));
        channel.queueDeclarePassive("q");
        advance(499);
        assertThat(channel.messageCount("q")).isEqualTo(1);
        advance(1);
        assertThat(channel.messageCount("q")).isZero();
    }

    @Test
    void aSecondDelayedExchangeDoesNotDelayAgainAndTheFirstNameStays() throws Exception {
        declareAll();
        channel.exchangeDeclare("front", "fanout", false, false, null);
        channel.exchangeDeclare("second", "x-delayed-message", false, false, Map.of("x-delayed-type", "fanout"));
        channel.exchangeBind("d", "front", "");
        channel.exchangeBind("second", "d", "k");
        channel.queueDeclare("far", false, false, false, null);
        channel.queueBind("far", "second", "");
        channel.basicPublish("front", "k", delayed(300), "x".getBytes(StandardCharsets.UTF_8));
        channel.queueDeclarePassive("q");
        advance(299);
        assertThat(channel.messageCount("far")).isZero();
        advance(1);
        assertThat(channel.basicGet("far", true).getEnvelope().getExchange()).isEqualTo("front");
        assertThat(all("q")).containsExactly("x");
    }

    @Test
    void aDelayedExchangeTakesDeadLetters() throws Exception {
        declareAll();
        channel.queueDeclare(
                "source", false, false, false, Map.of("x-dead-letter-exchange", "d", "x-dead-letter-routing-key", "k"));
        channel.basicPublish("", "source", delayed(250), "x".getBytes(StandardCharsets.UTF_8));
        channel.basicReject(channel.basicGet("source", false).getEnvelope().getDeliveryTag(), false);
        assertThat(channel.messageCount("q")).isZero();
        advance(250);
        assertThat(all("q")).containsExactly("x");
    }

    @Test
    void aTransactionDoesNotHoldADelayedMessageBack() throws Exception {
        declareAll();
        Channel tx = connection.createChannel();
        tx.txSelect();
        publish(tx, 300, "x");
        advance(300);
        assertThat(all("q")).containsExactly("x");
    }

    @Test
    void aRefusedPublishDoesNotWaitInTheExchange() throws Exception {
        declareAll();
        Channel own = connection.createChannel();
        own.basicPublish(
                "d", "k", delayed(300).builder().expiration("soon").build(), "x".getBytes(StandardCharsets.UTF_8));
        refused(() -> own.queueDeclarePassive("q"), "reply-code=406");
        assertThat(waiting("d")).isZero();
    }

    @Test
    void thousandsOfDelaysShareOneWaking() throws Exception {
        declareAll();
        channel.confirmSelect();
        for (int i = 0; i < 3_000; i++) {
            channel.basicPublish("d", "k", delayed(1 + (i * 7919) % 3_000), new byte[0]);
        }
        channel.waitForConfirms(10_000);
        assertThat(broker.inspect("/", vhost -> vhost.delayedMessages().size()).intValue())
                .isEqualTo(3_000);
        advance(3_000);
        assertThat(channel.messageCount("q")).isEqualTo(3_000);
    }
}
