package dev.touchstone.broker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.broker.junit.ClockKind;
import dev.touchstone.broker.junit.EmbeddedBroker;
import dev.touchstone.broker.queue.QueueMachine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The broker's clock as users hold it in their hands: nothing happens before its time, everything at its time. */
@EmbeddedBroker(clock = ClockKind.VIRTUAL)
class BrokerClockTest {
    private final Broker broker;

    BrokerClockTest(Broker broker) {
        this.broker = broker;
    }

    private void advance(long millis) {
        broker.clock().advance(Duration.ofMillis(millis));
    }

    private int queues() {
        return broker.inspect("/", vhost -> vhost.queues().size());
    }

    private static byte[] body(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void publish(Channel channel, String queue, AMQP.@Nullable BasicProperties properties, String text)
            throws Exception {
        channel.confirmSelect();
        channel.basicPublish("", queue, properties, body(text));
        channel.waitForConfirms(10_000);
    }

    @Test
    void theClockStandsStillUntilItIsMoved() {
        long before = broker.clock().millis();
        assertThat(broker.clock().isFrozen()).isTrue();
        advance(1_800_000);
        assertThat(broker.clock().millis()).isEqualTo(before + 1_800_000);
        assertThatThrownBy(() -> advance(-1)).hasMessage("the clock does not go back");
    }

    @Test
    void aRunningClockGoesOnFromWhereItStood() {
        advance(3_600_000);
        long stood = broker.clock().millis();
        broker.clock().resume();
        assertThat(broker.clock().isFrozen()).isFalse();
        await().until(() -> broker.clock().millis() > stood);
        assertThat(broker.clock().millis()).isLessThan(stood + 60_000);
    }

    @Test
    void halfAnHourOfTimeToLivePassesAtOnce(Channel channel) throws Exception {
        channel.queueDeclare("q", false, false, false, Map.of("x-message-ttl", 1_800_000));
        publish(channel, "q", null, "x");
        advance(1_799_999);
        assertThat(channel.messageCount("q")).isEqualTo(1);
        advance(1);
        assertThat(channel.messageCount("q")).isZero();
    }

    @Test
    void aChainOfDeadLettersDiesAtEachStationAtItsOwnTime(Channel channel) throws Exception {
        channel.queueDeclare("a", false, false, false, station(10_000, "b"));
        channel.queueDeclare("b", false, false, false, station(20_000, "c"));
        channel.queueDeclare("c", false, false, false, station(30_000, "end"));
        channel.queueDeclare("end", false, false, false, null);
        long startSecond = broker.clock().millis() / 1000;
        publish(channel, "a", null, "x");
        advance(59_999);
        assertThat(channel.messageCount("c")).isEqualTo(1);
        advance(3_600_000);
        GetResponse last = channel.basicGet("end", true);
        List<String> deaths = new ArrayList<>();
        for (Object death :
                (List<?>) requireNonNull(last.getProps().getHeaders().get("x-death"))) {
            Map<?, ?> entry = (Map<?, ?>) death;
            Date time = (Date) requireNonNull(entry.get("time"));
            deaths.add(entry.get("queue") + " " + (time.getTime() / 1000 - startSecond));
        }
        Collections.sort(deaths);
        assertThat(deaths).containsExactly("a 10", "b 30", "c 60");
    }

    private static Map<String, Object> station(int ttl, String next) {
        return Map.of("x-message-ttl", ttl, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", next);
    }

    @Test
    void whatIsDueIsDeliveredInTheOrderOfItsTimesWhereverItWaits(Channel channel) throws Exception {
        channel.queueDeclare("end", false, false, false, null);
        List<Integer> times = List.of(5_000, 1_000, 4_000, 2_000, 3_000, 3_001, 2_999);
        for (int time : times) {
            channel.queueDeclare("wait" + time, false, false, false, station(time, "end"));
            publish(channel, "wait" + time, null, String.valueOf(time));
        }
        advance(10_000);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            byte[] got = channel.basicGet("end", true).getBody();
            order.add(Integer.valueOf(new String(got, StandardCharsets.UTF_8)));
        }
        assertThat(order).containsExactly(1_000, 2_000, 2_999, 3_000, 3_001, 4_000, 5_000);
    }

    @Test
    void aThousandMessagesThatExpireTogetherAreGoneWhenTheClockHasMoved(Channel channel) throws Exception {
        channel.queueDeclare("end", false, false, false, null);
        channel.queueDeclare("q", false, false, false, station(1_000, "end"));
        channel.confirmSelect();
        for (int i = 0; i < 1_000; i++) {
            channel.basicPublish("", "q", null, body("x"));
        }
        channel.waitForConfirms(10_000);
        advance(1_000);
        List<Long> counts = broker.inspect(
                "/",
                vhost -> vhost.queues().stream().map(QueueMachine::messageCount).toList());
        assertThat(counts).containsExactlyInAnyOrder(0L, 1_000L);
    }

    @Test
    void anUnusedQueueGoesInItsTime(Channel channel) throws Exception {
        channel.queueDeclare("q", false, false, false, Map.of("x-expires", 60_000));
        advance(59_999);
        assertThat(queues()).isEqualTo(1);
        advance(1);
        assertThat(queues()).isZero();
    }

    @Test
    void aDeliveryThatIsNotAcknowledgedClosesItsChannelAfterItsTimeAndNotBefore(Channel holder, Channel other)
            throws Exception {
        String queue = other.queueDeclare().getQueue();
        publish(other, queue, null, "x");
        assertThat(holder.basicGet(queue, false)).isNotNull();
        advance(1_800_000);
        assertThat(other.messageCount(queue)).isZero();
        assertThat(holder.isOpen()).isTrue();
        advance(1);
        assertThat(other.messageCount(queue)).isEqualTo(1);
        await().until(() -> !holder.isOpen());
    }

    @Test
    void virtualHostsOnDifferentLoopsShareTheClock(ConnectionFactory factory, Channel here) throws Exception {
        broker.addVirtualHost("other");
        factory.setVirtualHost("other");
        try (Connection connection = factory.newConnection()) {
            Channel there = connection.createChannel();
            for (Channel channel : List.of(here, there)) {
                channel.queueDeclare("q", false, false, false, Map.of("x-message-ttl", 5_000));
                publish(channel, "q", null, "x");
            }
            advance(4_999);
            assertThat(here.messageCount("q") + there.messageCount("q")).isEqualTo(2);
            advance(1);
            assertThat(here.messageCount("q") + there.messageCount("q")).isZero();
        }
    }

    @Test
    void effectsHaveLeftForTheSocketsWhenTheClockHasMoved(Channel channel) throws Exception {
        channel.queueDeclare("end", false, false, false, null);
        channel.queueDeclare("q", false, false, false, station(1_000, "end"));
        publish(channel, "q", null, "x");
        List<String> got = Collections.synchronizedList(new ArrayList<>());
        channel.basicConsume(
                "end",
                true,
                (tag, delivery) -> got.add(new String(delivery.getBody(), StandardCharsets.UTF_8)),
                tag -> {});
        advance(1_000);
        await().until(() -> got.equals(List.of("x")));
    }
}
