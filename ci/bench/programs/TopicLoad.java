import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DeliverCallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;

/** S6: a topic exchange with 1,000 bindings over 100 queues (700 exact, 200 with {@code *}, 100 with {@code #}), keys varying. */
public final class TopicLoad {
    private static final String EXCHANGE = "s6";
    private static final int QUEUES = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(4);

    public static void main(String[] args) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(args[0]);
        int seconds = Integer.parseInt(args[1]);
        long pid = Long.parseLong(args[2]);
        LongAdder received = new LongAdder();
        declare(factory.newConnection(), received);
        Publisher publisher = new Publisher(factory.newConnection().createChannel());
        publisher.publishFor(WARM_UP);
        long receivedBefore = received.sum();
        long cpuBefore = cpuTicks(pid);
        long started = System.nanoTime();
        double published = publisher.publishFor(Duration.ofSeconds(seconds).minus(WARM_UP));
        double took = (System.nanoTime() - started) / 1e9;
        double cpuMicros = (cpuTicks(pid) - cpuBefore) * 10_000.0 / published;
        System.out.printf(
                java.util.Locale.ROOT,
                "{\"sent\": %.1f, \"received\": %.1f, \"cpu_us\": %.2f}%n",
                published / took,
                (received.sum() - receivedBefore) / took,
                cpuMicros);
        System.exit(0);
    }

    private static void declare(Connection connection, LongAdder received) throws Exception {
        Channel channel = connection.createChannel();
        channel.exchangeDeclare(EXCHANGE, "topic", false, true, null);
        DeliverCallback count = (tag, delivery) -> received.increment();
        CancelCallback ignore = tag -> {};
        for (int i = 0; i < 10; i++) {
            Channel consumer = connection.createChannel();
            for (int queue = i * QUEUES / 10; queue < (i + 1) * QUEUES / 10; queue++) {
                consumer.queueDeclare("s6-" + queue, false, false, true, null);
                consumer.basicConsume("s6-" + queue, true, count, ignore);
            }
        }
        for (int i = 0; i < 1_000; i++) {
            channel.queueBind("s6-" + i % QUEUES, EXCHANGE, pattern(i));
        }
    }

    private static String pattern(int i) {
        if (i < 700) {
            return "a" + i % 70 + ".b" + i / 70 + ".c" + i % 7;
        }
        return i < 900 ? "a" + i % 70 + ".*.d" + i : "a" + i % 70 + ".e" + i + ".#";
    }

    private static String[] keys() {
        Random random = new Random(1);
        String[] keys = new String[2_000];
        for (int i = 0; i < keys.length; i++) {
            int n = random.nextInt(1_000);
            keys[i] = n < 700
                    ? "a" + n % 70 + ".b" + n / 70 + ".c" + n % 7
                    : n < 900 ? "a" + n % 70 + ".x" + random.nextInt(50) + ".d" + n : "a" + n % 70 + ".e" + n + ".f.g";
        }
        return keys;
    }

    /** Publishes as fast as it can, and looks at the time now and then: it is the only clock of the measurement. */
    private static final class Publisher {
        private static final int BATCH = 64;

        private final AMQP.BasicProperties none = new AMQP.BasicProperties();
        private final byte[] body = new byte[100];
        private final String[] keys = keys();
        private final Channel channel;
        private int next;

        Publisher(Channel channel) {
            this.channel = channel;
        }

        /** Returns how many messages it published. */
        long publishFor(Duration time) throws IOException {
            long end = System.nanoTime() + time.toNanos();
            long sent = 0;
            while (System.nanoTime() - end < 0) {
                for (int i = 0; i < BATCH; i++) {
                    channel.basicPublish(EXCHANGE, keys[next], none, body);
                    next = (next + 1) % keys.length;
                }
                sent += BATCH;
            }
            return sent;
        }
    }

    private static long cpuTicks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
