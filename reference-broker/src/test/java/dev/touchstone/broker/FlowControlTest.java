package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.connection.MemoryLimits;
import dev.touchstone.broker.wire.BasicMethod;
import dev.touchstone.broker.wire.FieldTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is held back when memory is short or a client does not read, and who is not. */
class FlowControlTest {
    /** Reading stops for those with a backlog at a megabyte. */
    private static final MemoryLimits SHORT = new MemoryLimits(2_000_000, 1_000_000, 500_000, 100_000);

    private final ConnectionFactory factory = new ConnectionFactory();
    private Broker broker = Broker.start();

    @BeforeEach
    void connectable() throws Exception {
        factory.setUri(broker.amqpUri());
        factory.setAutomaticRecoveryEnabled(false);
    }

    private void use(BrokerConfig config) throws Exception {
        broker.close();
        broker = Broker.start(config);
        connectable();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void anAlarmBlocksPublishersAndNobodyElse() throws Exception {
        try (Connection publisher = factory.newConnection();
                Connection other = factory.newConnection()) {
            BlockingQueue<String> events = new LinkedBlockingQueue<>();
            publisher.addBlockedListener(events::add, () -> events.add("unblocked"));
            Channel reader = other.createChannel();
            reader.queueDeclare("q", false, false, false, null);
            broker.raiseAlarm(ResourceAlarm.MEMORY);
            Channel channel = publisher.createChannel();
            channel.basicPublish("", "q", null, new byte[1]);
            assertThat(events.poll(5, TimeUnit.SECONDS)).isEqualTo("low on memory");
            assertThat(reader.messageCount("q")).isZero();
            broker.clearAlarm(ResourceAlarm.MEMORY);
            assertThat(events.poll(5, TimeUnit.SECONDS)).isEqualTo("unblocked");
            await().until(() -> reader.messageCount("q") == 1);
        }
    }

    @Test
    void aFastPublisherIsHeldBackUntilTheQueuesAreDrained() throws Exception {
        use(BrokerConfig.defaults().withMemory(SHORT));
        try (Connection publisher = factory.newConnection();
                Connection other = factory.newConnection()) {
            Channel channel = publisher.createChannel();
            channel.queueDeclare("full", false, false, false, null);
            CompletableFuture<Void> publishing = flood(channel, "full");
            Channel reader = other.createChannel();
            await().until(() -> reader.messageCount("full") > 400);
            assertThat(reader.messageCount("full")).isLessThan(600);
            AtomicInteger received = new AtomicInteger();
            reader.basicConsume("full", true, (tag, delivery) -> received.incrementAndGet(), tag -> {});
            await().atMost(Duration.ofSeconds(20)).until(() -> received.get() == 5_000);
            publishing.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void aBacklogStopsThoseWhoFeedItAndNobodyElse() throws Exception {
        use(BrokerConfig.defaults().withMemory(SHORT));
        try (Connection greedy = factory.newConnection();
                Connection modest = factory.newConnection()) {
            Channel feeding = greedy.createChannel();
            feeding.queueDeclare("backlog", false, false, false, null);
            Channel channel = modest.createChannel();
            channel.queueDeclare("drained", false, false, false, null);
            channel.confirmSelect();
            CompletableFuture<Void> flooding = flood(feeding, "backlog");
            await().until(() -> channel.messageCount("backlog") > 400);
            for (int i = 0; i < 1_000; i++) {
                channel.basicPublish("", "drained", null, new byte[2_000]);
                channel.waitForConfirmsOrDie(5_000);
                channel.basicGet("drained", true);
            }
            assertThat(channel.messageCount("backlog")).isBetween(400L, 600L);
            channel.queueDelete("backlog");
            flooding.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void aConsumerThatNeverReadsDoesNotStopTheOthers() throws Exception {
        try (Connection connection = factory.newConnection();
                RawClient deaf = RawClient.withChannel(broker.amqpPort())) {
            Channel channel = connection.createChannel();
            channel.queueDeclare("both", false, false, false, null);
            deaf.send(1, new BasicMethod.Consume("both", "deaf", false, true, false, false, FieldTable.EMPTY));
            deaf.receive();
            AtomicInteger received = new AtomicInteger();
            channel.basicConsume("both", true, (tag, delivery) -> received.incrementAndGet(), tag -> {});
            byte[] body = new byte[100_000];
            for (int i = 0; i < 500; i++) {
                channel.basicPublish("", "both", null, body);
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> received.get() > 350);
        }
    }

    /** Publishes 5,000 messages of 2,000 octets, as fast as the broker lets it. */
    private static CompletableFuture<Void> flood(Channel channel, String queue) {
        return CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < 5_000; i++) {
                    channel.basicPublish("", queue, null, new byte[2_000]);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
