import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DeliverCallback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;

/** S6: a topic exchange with 1,000 bindings over 100 queues (700 exact, 200 with {@code *}, 100 with {@code #}), keys varying. */
public final class TopicLoad {
    private static final String EXCHANGE = "s6";
    private static final int QUEUES = 100;

    public static void main(String[] args) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(args[0]);
        int seconds = Integer.parseInt(args[1]);
        long pid = Long.parseLong(args[2]);
        LongAdder sent = new LongAdder();
        LongAdder received = new LongAdder();
        Connection consuming = factory.newConnection();
        Connection publishing = factory.newConnection();
        declare(consuming, received);
        String[] keys = keys();
        Thread publisher = new Thread(() -> publish(publishing, keys, sent));
        publisher.setDaemon(true);
        publisher.start();
        Thread.sleep(4_000);
        long sentBefore = sent.sum();
        long receivedBefore = received.sum();
        long cpuBefore = cpuTicks(pid);
        long started = System.nanoTime();
        Thread.sleep((seconds - 4) * 1_000L);
        double took = (System.nanoTime() - started) / 1e9;
        double published = sent.sum() - sentBefore;
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

    private static void publish(Connection connection, String[] keys, LongAdder sent) {
        try {
            Channel channel = connection.createChannel();
            AMQP.BasicProperties none = new AMQP.BasicProperties();
            byte[] body = new byte[100];
            for (int i = 0; ; i++) {
                channel.basicPublish(EXCHANGE, keys[i % keys.length], none, body);
                sent.increment();
            }
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long cpuTicks(long pid) throws java.io.IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
