import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** S10: connections opened and closed one by one, then 1,000 idle ones: how many a second, how many kB each. */
public final class Connections {
    private static final int IDLE = 1_000;

    public static void main(String[] args) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(args[0]);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setRequestedHeartbeat(0);
        long pid = Long.parseLong(args[2]);
        oneByOne(factory, 3_000_000_000L);
        double connects = oneByOne(factory, 5_000_000_000L);
        long before = residentKib(pid);
        List<Connection> idle = new ArrayList<>();
        for (int i = 0; i < IDLE; i++) {
            idle.add(factory.newConnection());
        }
        double each = (residentKib(pid) - before) / (double) IDLE;
        for (Connection connection : idle) {
            connection.abort(1_000);
        }
        System.out.printf(java.util.Locale.ROOT, "{\"connects\": %.1f, \"kb_per_connection\": %.1f}%n", connects, each);
        System.exit(0);
    }

    private static double oneByOne(ConnectionFactory factory, long nanos) throws Exception {
        long started = System.nanoTime();
        int count = 0;
        while (System.nanoTime() - started < nanos) {
            factory.newConnection().close();
            count++;
        }
        return count / ((System.nanoTime() - started) / 1e9);
    }

    private static long residentKib(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no VmRSS of " + pid);
    }
}
