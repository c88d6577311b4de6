import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * S11: 100,000 messages with a TTL of their own expire into a dead-letter queue, whose consumer counts them. Once published in order
 * of expiry (how long after the last expiry is the last one dead?), once with random TTL of 1 to 5 s (how long after the first
 * publish? only the head of a queue expires). The connection has a heartbeat of 2 s, which must not be missed.
 */
public final class DeadLetters {
    private static final int MESSAGES = 100_000;
    private static final long SEED = 11;

    /** A client that is not compiled yet publishes for 1.5 s what it later publishes in 1.0 s, whichever broker reads it. */
    private static final int WARM_UPS = 3;

    private record Run(double publishSeconds, double allDeadSeconds, double afterLastMillis) {}

    public static void main(String[] args) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(args[0]);
        factory.setRequestedHeartbeat(2);
        factory.setAutomaticRecoveryEnabled(false);
        AtomicReference<String> lost = new AtomicReference<>();
        try (Connection connection = factory.newConnection()) {
            connection.addShutdownListener(cause -> {
                if (!cause.isInitiatedByApplication()) {
                    lost.set(cause.getMessage());
                }
            });
            for (int i = 0; i < WARM_UPS; i++) {
                run(connection, "s11-warm-" + i, number -> 1);
            }
            // The youngest expires 4 s after the first, later than the last publish, so that all are waiting at some time.
            Run ordered = run(connection, "s11-ordered", i -> 3_000 + i / 50L);
            Random dice = new Random(SEED);
            Run random = run(connection, "s11-random", i -> 1_000 + dice.nextInt(4_001));
            if (lost.get() != null) {
                System.err.println("the connection was lost: " + lost.get());
                System.exit(1);
            }
            System.out.printf(
                    java.util.Locale.ROOT,
                    "{\"after_last_ms\": %.1f, \"all_dead_s\": %.2f, \"publish_s\": %.2f}%n",
                    ordered.afterLastMillis,
                    random.allDeadSeconds,
                    random.publishSeconds);
        }
        System.exit(0);
    }

    private interface Ttl {
        long of(int number);
    }

    private static Run run(Connection connection, String name, Ttl ttl) throws Exception {
        Channel channel = connection.createChannel();
        channel.queueDeclare(name + "-dead", false, false, false, null);
        channel.queueDeclare(
                name, false, false, false, Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", name + "-dead"));
        CountDownLatch dead = new CountDownLatch(MESSAGES);
        connection.createChannel().basicConsume(name + "-dead", true, (tag, delivery) -> dead.countDown(), tag -> {});
        byte[] body = new byte[100];
        long started = System.nanoTime();
        long lastExpiry = 0;
        for (int i = 0; i < MESSAGES; i++) {
            long millis = ttl.of(i);
            channel.basicPublish("", name, new AMQP.BasicProperties.Builder().expiration(Long.toString(millis)).build(), body);
            lastExpiry = Math.max(lastExpiry, System.nanoTime() + millis * 1_000_000);
        }
        double published = (System.nanoTime() - started) / 1e9;
        if (!dead.await(120, TimeUnit.SECONDS)) {
            System.err.println(dead.getCount() + " of " + MESSAGES + " were not dead-lettered in 120 s");
            System.exit(1);
        }
        long ended = System.nanoTime();
        return new Run(published, (ended - started) / 1e9, (ended - lastExpiry) / 1e6);
    }
}
