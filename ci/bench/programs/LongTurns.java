import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Does one large thing after another in an embedded broker and prints the longest time that a loop was busy with a single piece of work. */
public final class LongTurns {
    private static final int MILLION = 1_000_000;
    private static final byte[] BODY = new byte[12];

    private final Broker broker;
    private final ConnectionFactory factory = new ConnectionFactory();

    private LongTurns(Broker broker) throws Exception {
        this.broker = broker;
        factory.setUri(broker.amqpUri());
    }

    private interface Work {
        void run(Channel channel) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        try (Broker broker = Broker.start(BrokerConfig.defaults())) {
            LongTurns turns = new LongTurns(broker);
            turns.measure("warm-up: ack a million, multiple", LongTurns::take, channel -> channel.basicAck(0, true));
            turns.measure("ack a million, multiple", LongTurns::take, channel -> channel.basicAck(0, true));
            turns.measure("nack a million, requeue", LongTurns::take, channel -> channel.basicNack(0, true, true));
            turns.measure("nack a million, drop", LongTurns::take, channel -> channel.basicNack(0, true, false));
            turns.measure("recover a million", LongTurns::take, channel -> channel.basicRecover(true));
            turns.measure("purge a million", LongTurns::fill, channel -> channel.queuePurge("q"));
            turns.measure("delete a queue with a million", LongTurns::fill, channel -> channel.queueDelete("q"));
            turns.measure("a million expire at once", LongTurns::expire, channel -> broker.clock().advance(Duration.ofHours(2)));
            turns.measure("close a channel that holds a million", LongTurns::take, Channel::close);
            turns.measure("close a connection that holds a million", LongTurns::take, channel -> channel.getConnection().close());
            turns.measure("commit a million", LongTurns::promise, Channel::txCommit);
            turns.measure("close a connection with 10,000 exclusive queues", LongTurns::own, channel -> channel.getConnection().close());
        }
    }

    private void measure(String what, Work before, Work work) throws Exception {
        Connection connection = factory.newConnection();
        try {
            Channel channel = connection.createChannel();
            before.run(channel);
            broker.turnTimes();
            long started = System.nanoTime();
            work.run(channel);
            if (channel.isOpen()) {
                channel.exchangeDeclarePassive("amq.direct");
            }
            double all = (System.nanoTime() - started) / 1e6;
            System.out.printf("%-50s longest turn %7.1f ms, answered after %8.1f ms%n", what, broker.turnTimes().longestNanos() / 1e6, all);
        } finally {
            connection.abort();
        }
        try (Connection after = factory.newConnection()) {
            after.createChannel().queueDelete("q");
        }
    }

    private static void fill(Channel channel) throws Exception {
        channel.queueDeclare("q", false, false, false, null);
        publish(channel);
    }

    private static void expire(Channel channel) throws Exception {
        channel.queueDeclare("q", false, false, false, Map.of("x-message-ttl", 3_600_000));
        publish(channel);
    }

    private static void publish(Channel channel) throws Exception {
        channel.confirmSelect();
        for (int i = 0; i < MILLION; i++) {
            channel.basicPublish("", "q", null, BODY);
        }
        channel.waitForConfirmsOrDie(60_000);
        channel.queueDeclare("other", false, true, true, null);
    }

    /** A million on the way, none acknowledged. */
    private static void take(Channel channel) throws Exception {
        fill(channel);
        CountDownLatch all = new CountDownLatch(MILLION);
        channel.basicConsume("q", false, (tag, delivery) -> all.countDown(), tag -> {});
        all.await();
        channel.queueDeclarePassive("q");
    }

    /** A million published, none committed. */
    private static void promise(Channel channel) throws Exception {
        channel.queueDeclare("q", false, false, false, null);
        channel.txSelect();
        for (int i = 0; i < MILLION; i++) {
            channel.basicPublish("", "q", null, BODY);
        }
        channel.queueDeclare("other", false, true, true, null);
    }

    private static void own(Channel channel) throws Exception {
        for (int i = 0; i < 10_000; i++) {
            channel.queueDeclare("own-" + i, false, true, false, null);
        }
    }
}
