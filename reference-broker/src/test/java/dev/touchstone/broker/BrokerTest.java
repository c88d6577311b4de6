package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.RpcClient;
import com.rabbitmq.client.RpcClientParams;
import com.rabbitmq.client.RpcServer;
import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.broker.connection.ConnectionInfo;
import dev.touchstone.broker.wire.ConnectionMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The main flows through the official client. */
class BrokerTest {
    private final Broker broker = Broker.start();
    private final ConnectionFactory factory = new ConnectionFactory();

    @BeforeEach
    void start() throws Exception {
        factory.setUri(broker.amqpUri());
        factory.setAutomaticRecoveryEnabled(false);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private static byte[] body(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void thousandPersistentMessagesAreConfirmedConsumedAndAcknowledgedInOrder() throws Exception {
        try (Connection connection = factory.newConnection()) {
            Channel channel = connection.createChannel();
            String queue = channel.queueDeclare().getQueue();
            channel.confirmSelect();
            channel.basicQos(50);
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            channel.basicConsume(
                    queue,
                    false,
                    (tag, delivery) -> {
                        received.add(new String(delivery.getBody(), StandardCharsets.UTF_8));
                        channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
                    },
                    tag -> {});
            for (int i = 0; i < 1_000; i++) {
                channel.basicPublish("", queue, MessageProperties.PERSISTENT_TEXT_PLAIN, body("m" + i));
            }
            assertThat(channel.waitForConfirms(10_000)).isTrue();
            for (int i = 0; i < 1_000; i++) {
                assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("m" + i);
            }
        }
    }

    @Test
    void aConnectionThatEndsTakesNothingOfWhatItGivesBack() throws Exception {
        try (Connection other = factory.newConnection()) {
            Channel watching = other.createChannel();
            watching.queueDeclare("q", false, false, false, null);
            watching.basicPublish("", "q", null, body("m"));
            Connection ending = factory.newConnection();
            ending.createChannel().basicGet("q", false);
            ending.createChannel().basicConsume("q", true, (tag, delivery) -> {}, tag -> {});
            ending.close();

            assertThat(watching.messageCount("q")).isEqualTo(1);
        }
    }

    @Test
    void aLargeBodyReachesEveryQueueOfAFanoutUnchanged() throws Exception {
        try (Connection connection = factory.newConnection()) {
            Channel channel = connection.createChannel();
            channel.exchangeDeclare("fan", "fanout");
            List<String> queues = List.of("a", "b", "c");
            for (String queue : queues) {
                channel.queueDeclare(queue, false, true, true, null);
                channel.queueBind(queue, "fan", "");
            }
            byte[] body = new byte[3_000_001];
            new Random(1).nextBytes(body);
            channel.basicPublish("fan", "", null, body);
            for (String queue : queues) {
                GetResponse got = channel.basicGet(queue, true);
                assertThat(got.getBody()).isEqualTo(body);
            }
        }
    }

    @Test
    void manyChannelsAndConnectionsShareTheBroker() throws Exception {
        try (Connection first = factory.newConnection();
                Connection second = factory.newConnection()) {
            Channel consumer = second.createChannel();
            consumer.queueDeclare("work", false, false, false, null);
            CountDownLatch all = new CountDownLatch(200);
            consumer.basicConsume("work", true, (tag, delivery) -> all.countDown(), tag -> {});
            for (int i = 0; i < 20; i++) {
                Channel channel = first.createChannel();
                for (int j = 0; j < 10; j++) {
                    channel.basicPublish("", "work", null, body("x"));
                }
                channel.close();
            }
            assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void mandatoryMessagesWithoutRouteAreReturnedBeforeTheirConfirm() throws Exception {
        try (Connection connection = factory.newConnection()) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            BlockingQueue<String> events = new LinkedBlockingQueue<>();
            channel.addReturnListener(returned -> events.add("return " + returned.getReplyCode()));
            channel.addConfirmListener((tag, multiple) -> events.add("ack"), (tag, multiple) -> events.add("nack"));
            channel.basicPublish("", "nowhere", true, null, body("x"));
            assertThat(events.poll(5, TimeUnit.SECONDS)).isEqualTo("return 312");
            assertThat(events.poll(5, TimeUnit.SECONDS)).isEqualTo("ack");
        }
    }

    @Test
    void remoteProcedureCallsWork() throws Exception {
        try (Connection connection = factory.newConnection()) {
            Channel serverChannel = connection.createChannel();
            serverChannel.queueDeclare("rpc", false, true, true, null);
            RpcServer server = new RpcServer(serverChannel, "rpc") {
                @Override
                public byte[] handleCall(byte[] request, AMQP.BasicProperties replyProperties) {
                    return body(new String(request, StandardCharsets.UTF_8) + "!");
                }
            };
            CompletableFuture<Void> loop = CompletableFuture.runAsync(() -> {
                try {
                    server.mainloop();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            Channel channel = connection.createChannel();
            RpcClient client = new RpcClient(
                    new RpcClientParams().channel(channel).exchange("").routingKey("rpc"));
            assertThat(client.stringCall("ping")).isEqualTo("ping!");
            serverChannel.close();
            loop.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void deletingAVirtualHostClosesItsConnectionsWithItsReason() throws Exception {
        broker.addVirtualHost("doomed");
        factory.setUri(broker.amqpUri("doomed"));
        Connection connection = factory.newConnection();
        CompletableFuture<ShutdownSignalException> closed = new CompletableFuture<>();
        connection.addShutdownListener(closed::complete);
        broker.deleteVirtualHost("doomed");
        AMQP.Connection.Close reason =
                (AMQP.Connection.Close) closed.get(5, TimeUnit.SECONDS).getReason();
        assertThat(reason.getReplyCode()).isEqualTo(320);
        assertThat(reason.getReplyText()).isEqualTo("CONNECTION_FORCED - vhost 'doomed' is deleted");
        assertThatThrownBy(factory::newConnection).isInstanceOf(IOException.class);
    }

    @Test
    void connectionsAreListedAndClosedByName() throws Exception {
        Connection connection = factory.newConnection("mine");
        assertThat(broker.connections()).singleElement().satisfies(info -> {
            assertThat(info.givenName()).isEqualTo("mine");
            assertThat(info.user()).isEqualTo("guest");
            assertThat(info.state()).isEqualTo("running");
        });
        ConnectionInfo info = broker.connections().get(0);
        assertThat(broker.closeConnection(info.name(), "enough")).isTrue();
        await().until(() -> !connection.isOpen());
        await().until(() -> broker.connections().isEmpty());
        assertThat(connection.getCloseReason().getMessage()).contains("CONNECTION_FORCED - enough");
    }

    @Test
    void deletingAUserClosesItsConnections() throws Exception {
        broker.addUser("bob", "secret");
        broker.setPermissions("bob", "/", ".*", ".*", ".*");
        factory.setUsername("bob");
        factory.setPassword("secret");
        Connection connection = factory.newConnection();
        broker.deleteUser("bob");
        await().until(() -> !connection.isOpen());
        assertThat(connection.getCloseReason().getMessage()).contains("user 'bob' is deleted");
    }

    @Test
    void stoppingTellsClientsAndLeavesNoThread() throws Exception {
        Connection connection = factory.newConnection();
        CompletableFuture<ShutdownSignalException> closed = new CompletableFuture<>();
        connection.addShutdownListener(closed::complete);
        broker.close();
        assertThat(closed.get(5, TimeUnit.SECONDS).getMessage())
                .contains("broker forced connection closure with reason 'shutdown'");
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("touchstone-loop") && thread.isAlive()));
    }

    /** More than once: loops that end while they are at work do not always look at their sockets again. */
    @RepeatedTest(5)
    void whoDoesNotAnswerTheGoodbyeIsCutOff() throws Exception {
        try (RawClient client = RawClient.open(broker.amqpPort(), "/", 0)) {
            client.receive();
            broker.close();
            assertThat(client.receive()).isInstanceOf(ConnectionMethod.Close.class);
            assertThat(client.endsWithin(5_000)).isTrue();
        }
    }

    @Test
    void suspendedListenersRefuseAndExistingConnectionsGoOn() throws Exception {
        Connection connection = factory.newConnection();
        broker.suspendListeners();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), broker.amqpPort()).close())
                .isInstanceOf(ConnectException.class);
        assertThat(connection.createChannel().queueDeclare().getMessageCount()).isZero();
        broker.resumeListeners();
        factory.newConnection().close();
        connection.close();
    }

    @Test
    void movingTheClockExpiresMessages() throws Exception {
        try (Connection connection = factory.newConnection()) {
            Channel channel = connection.createChannel();
            channel.queueDeclare("ttl", false, true, true, Map.of("x-message-ttl", 1_800_000));
            channel.basicPublish("", "ttl", null, body("old"));
            await().until(() -> channel.messageCount("ttl") == 1);
            broker.clock().advance(Duration.ofMinutes(29));
            assertThat(channel.messageCount("ttl")).isEqualTo(1);
            broker.clock().advance(Duration.ofMinutes(1));
            assertThat(channel.messageCount("ttl")).isZero();
        }
    }

    @Test
    void deliveriesLeftUnacknowledgedTooLongCloseTheChannel() throws Exception {
        try (Connection connection = factory.newConnection()) {
            Channel channel = connection.createChannel();
            String queue = channel.queueDeclare().getQueue();
            channel.basicPublish("", queue, null, body("x"));
            await().until(() -> channel.basicGet(queue, false) != null);
            broker.clock().advance(Duration.ofMinutes(31));
            await().until(() -> !channel.isOpen());
            assertThat(channel.getCloseReason().getMessage())
                    .contains("delivery acknowledgement on channel 1 timed out. Timeout value used: 1800000 ms");
        }
    }

    @Test
    @Timeout(120)
    void tenThousandVirtualHostsAddNoThreads() throws Exception {
        await().until(() -> brokerThreads() == brokerThreads("touchstone-loop"));
        for (int i = 0; i < 10_000; i++) {
            broker.addVirtualHost("v" + i);
        }
        for (int i = 0; i < 10_000; i += 1_000) {
            factory.setVirtualHost("v" + i);
            try (Connection connection = factory.newConnection()) {
                connection.createChannel().queueDeclare();
            }
        }
        assertThat(brokerThreads()).isLessThanOrEqualTo(BrokerConfig.defaults().loops());
    }

    private static long brokerThreads() {
        return brokerThreads("touchstone");
    }

    private static long brokerThreads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }

    @Test
    void oneMisbehavingClientDoesNotDisturbAnother() throws Exception {
        try (Connection connection = factory.newConnection()) {
            Random random = new Random(7);
            for (int i = 0; i < 50; i++) {
                try (RawClient garbage = new RawClient(broker.amqpPort())) {
                    byte[] noise = new byte[1 + random.nextInt(200)];
                    random.nextBytes(noise);
                    garbage.send(noise);
                }
            }
            assertThat(connection.createChannel().queueDeclare().getQueue()).startsWith("amq.gen-");
        }
    }
}
