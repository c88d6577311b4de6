package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.junit.ClockKind;
import dev.touchstone.broker.junit.EmbeddedBroker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** What is a lot of work is done in slices: no turn of the loop settles or frees many more messages than one, and others are served in between. */
@EmbeddedBroker(clock = ClockKind.VIRTUAL)
class LongWorkTest {
    private static final int MANY = 20_000;

    /** A slice, and what queues may do in the same turn beside it. */
    private static final long A_TURN = 3_000;

    private final Broker broker;
    private final Connection connection;
    private final Channel channel;

    LongWorkTest(Broker broker, Connection connection, Channel channel) {
        this.broker = broker;
        this.connection = connection;
        this.channel = channel;
    }

    private interface Work {
        void run() throws Exception;
    }

    private static byte[] body(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static int number(byte[] body) {
        return ByteBuffer.wrap(body).getInt();
    }

    private void fill(String queue, Object... argumentsAndValues) throws Exception {
        Map<String, Object> arguments = new HashMap<>();
        for (int i = 0; i < argumentsAndValues.length; i += 2) {
            arguments.put((String) argumentsAndValues[i], argumentsAndValues[i + 1]);
        }
        channel.queueDeclare(queue, false, false, false, arguments);
        Channel publisher = connection.createChannel();
        publisher.confirmSelect();
        for (int i = 0; i < MANY; i++) {
            publisher.basicPublish("", queue, null, body(i));
        }
        publisher.waitForConfirmsOrDie(60_000);
        publisher.close();
    }

    /** That many are outstanding on the channel; its consumer takes no more. */
    private void take(String queue) throws Exception {
        CountDownLatch all = new CountDownLatch(MANY);
        String tag = channel.basicConsume(queue, false, (consumer, delivery) -> all.countDown(), consumer -> {});
        all.await();
        channel.basicCancel(tag);
    }

    private long ready(String queue) {
        return broker.inspect(
                "/",
                vhost -> vhost.queues().stream()
                        .filter(one -> one.name().equals(queue))
                        .mapToLong(one -> one.messageCount())
                        .sum());
    }

    private void goesInSlices(ToLongFunction<VhostRoom> figure, long turn, Work work) throws Exception {
        try (TurnProbe probe = TurnProbe.on(broker, figure)) {
            work.run();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> broker.inspect("/", vhost -> figure.applyAsLong(room())) == 0);
            assertThat(probe.largestStep()).isPositive().isLessThanOrEqualTo(turn);
        }
    }

    private VhostRoom room() {
        return broker.administration().rooms().get(0);
    }

    @Test
    void manyAreAcknowledged() throws Exception {
        fill("q");
        take("q");
        goesInSlices(TurnProbe::outstanding, A_TURN, () -> channel.basicAck(0, true));
        assertThat(room().vhost().queuedBytes()).isZero();
    }

    @Test
    void manyAreRejected() throws Exception {
        channel.queueDeclare("dead", false, false, false, null);
        fill("q", "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "dead");
        take("q");
        goesInSlices(TurnProbe::outstanding, A_TURN, () -> channel.basicNack(0, true, false));
        await().until(() -> ready("dead") == MANY);
        isInOrder("dead", false);
    }

    @Test
    void manyAreRequeued() throws Exception {
        fill("q");
        take("q");
        goesInSlices(TurnProbe::outstanding, A_TURN, () -> channel.basicNack(MANY - 10, true, true), 10);
        channel.basicNack(0, true, true);
        await().until(() -> ready("q") == MANY);
        isInOrder("q", true);
    }

    private void goesInSlices(ToLongFunction<VhostRoom> figure, long turn, Work work, long left) throws Exception {
        goesInSlices(room -> figure.applyAsLong(room) - left, turn, work);
    }

    private void isInOrder(String queue, boolean redelivered) throws Exception {
        CountDownLatch all = new CountDownLatch(MANY);
        AtomicLong wrong = new AtomicLong();
        AtomicLong next = new AtomicLong();
        channel.basicConsume(
                queue,
                true,
                (tag, delivery) -> {
                    boolean right = number(delivery.getBody()) == next.getAndIncrement()
                            && delivery.getEnvelope().isRedeliver() == redelivered;
                    wrong.addAndGet(right ? 0 : 1);
                    all.countDown();
                },
                tag -> {});
        all.await();
        assertThat(wrong).hasValue(0);
    }

    @Test
    void manyAreRecovered() throws Exception {
        fill("q");
        take("q");
        goesInSlices(TurnProbe::outstanding, A_TURN, () -> channel.basicRecover(true));
        await().until(() -> ready("q") == MANY);
        isInOrder("q", true);
    }

    @Test
    void aChannelEndsThatHasMany() throws Exception {
        fill("q");
        take("q");
        goesInSlices(TurnProbe::outstanding, A_TURN, channel::close);
        assertThat(ready("q")).isEqualTo(MANY);
    }

    @Test
    void aConnectionEndsThatHasMany() throws Exception {
        fill("q");
        take("q");
        goesInSlices(TurnProbe::outstanding, A_TURN, connection::close);
        assertThat(ready("q")).isEqualTo(MANY);
        assertThat(room().connectionCount()).isZero();
    }

    @Test
    void aTransactionHasMany() throws Exception {
        fill("q");
        take("q");
        channel.txSelect();
        goesInSlices(TurnProbe::outstanding, A_TURN, () -> channel.basicAck(0, true));
        for (int i = 0; i < MANY; i++) {
            channel.basicPublish("", "q", null, body(i));
        }
        try (TurnProbe probe = TurnProbe.on(broker, room -> ready("q"))) {
            channel.txCommit();
            assertThat(probe.largestStep()).isPositive().isLessThanOrEqualTo(A_TURN);
        }
        assertThat(ready("q")).isEqualTo(MANY);
        long unacked = broker.inspect("/", vhost -> vhost.queues().get(0).unackedCount());
        assertThat(unacked).isZero();
    }

    @Test
    void aConnectionEndsThatOwnsManyQueues() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            channel.queueDeclare("own-" + i, false, true, false, null);
        }
        goesInSlices(room -> room.vhost().queues().size(), 300, connection::close);
    }

    @Test
    void aQueueIsDeletedThatHasMany() throws Exception {
        fill("q");
        long each = room().vhost().queuedBytes() / MANY;
        goesInSlices(room -> room.vhost().queuedBytes() / each, A_TURN, () -> channel.queueDelete("q"));
    }

    @Test
    void manyExpireAtOnceAndGoToAnotherQueue() throws Exception {
        channel.queueDeclare("dead", false, false, false, null);
        fill("q", "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "dead", "x-message-ttl", 100);
        goesInSlices(room -> ready("q"), A_TURN, () -> broker.clock().resume());
        await().until(() -> ready("dead") == MANY);
        broker.clock().freeze();
    }

    @Test
    void othersAreServedMeanwhileAndItsOwnConnectionWaits() throws Exception {
        fill("q");
        take("q");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        AtomicLong atOther = new AtomicLong(-1);
        AtomicLong atOwn = new AtomicLong(-1);
        try (Connection other = factory().newConnection();
                TurnProbe probe = TurnProbe.on(
                        broker,
                        TurnProbe::outstanding,
                        () -> {
                            begun.countDown();
                            uninterrupted(sent);
                        },
                        () -> {
                            note("other", atOther);
                            note("own", atOwn);
                        })) {
            Channel others = other.createChannel();
            channel.basicNack(0, true, true);
            channel.queueDeclareNoWait("own", false, false, false, null);
            begun.await();
            others.queueDeclareNoWait("other", false, false, false, null);
            sent.countDown();
            await().until(() -> atOwn.get() == 0);
            assertThat(probe.largestStep()).isLessThanOrEqualTo(A_TURN);
            assertThat(atOther.get()).isBetween(1L, (long) MANY);
        }
    }

    @Test
    void theClockWaitsForWhatIsBegun() throws Exception {
        fill("q");
        take("q");
        CountDownLatch begun = new CountDownLatch(1);
        try (TurnProbe probe = TurnProbe.on(broker, TurnProbe::outstanding, begun::countDown, () -> {})) {
            channel.basicNack(0, true, true);
            begun.await();
            broker.clock().advance(Duration.ZERO);
            assertThat(ready("q")).isEqualTo(MANY);
            assertThat(probe.largestStep()).isPositive();
        }
        GetResponse first = channel.basicGet("q", true);
        assertThat(number(first.getBody())).isZero();
    }

    private void note(String queue, AtomicLong outstanding) {
        if (outstanding.get() < 0 && room().vhost().queue(queue) != null) {
            outstanding.set(TurnProbe.outstanding(room()));
        }
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ConnectionFactory factory() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.amqpUri());
        return factory;
    }
}
