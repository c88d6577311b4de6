import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** S9: a million persistent messages of 100 octets into a lazy queue with confirms, 2,000 outstanding, then drained with prefetch 500 and checked for order. */
public final class LazyLoad {
    private static final int MESSAGES = 1_000_000;
    private static final int OUTSTANDING = 2_000;

    public static void main(String[] args) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(args[0]);
        long ticks = cpuTicks(Long.parseLong(args[2]));
        try (Connection connection = factory.newConnection()) {
            Channel channel = connection.createChannel();
            channel.queueDeclare("s9", true, false, false, Map.of("x-queue-mode", "lazy"));
            long started = System.nanoTime();
            publish(connection.createChannel());
            double in = (System.nanoTime() - started) / 1e9;
            started = System.nanoTime();
            drain(channel);
            double out = (System.nanoTime() - started) / 1e9;
            double cpuMicros = (cpuTicks(Long.parseLong(args[2])) - ticks) * 1e4 / MESSAGES;
            System.out.printf("{\"sent\": %.1f, \"received\": %.1f, \"cpu_us\": %.2f}%n", MESSAGES / in, MESSAGES / out, cpuMicros);
        }
        System.exit(0);
    }

    private static void publish(Channel channel) throws Exception {
        channel.confirmSelect();
        byte[] body = new byte[100];
        for (int i = 0; i < MESSAGES; i++) {
            ByteBuffer.wrap(body).putInt(0, i);
            channel.basicPublish("", "s9", MessageProperties.PERSISTENT_BASIC, body);
            if (i % OUTSTANDING == OUTSTANDING - 1) {
                channel.waitForConfirmsOrDie(120_000);
            }
        }
        channel.waitForConfirmsOrDie(120_000);
    }

    private static void drain(Channel channel) throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        AtomicLong next = new AtomicLong();
        channel.basicQos(500);
        channel.basicConsume("s9", false, (tag, delivery) -> {
            long expected = next.getAndIncrement();
            if (ByteBuffer.wrap(delivery.getBody()).getInt(0) != expected) {
                System.err.println("out of order at " + expected);
                System.exit(1);
            }
            if (expected % 100 == 99) {
                channel.basicAck(delivery.getEnvelope().getDeliveryTag(), true);
            }
            if (expected == MESSAGES - 1) {
                all.countDown();
            }
        }, tag -> {});
        all.await();
    }

    private static long cpuTicks(long pid) throws java.io.IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
