import com.rabbitmq.client.ConnectionFactory;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** S10: connections opened and closed one by one, how many a second. What an idle one costs: {@code idle.py}. */
public final class Connections {
    public static void main(String[] args) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(args[0]);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setRequestedHeartbeat(0);
        oneByOne(factory, 3_000_000_000L);
        double connects = oneByOne(factory, 5_000_000_000L);
        System.out.printf(java.util.Locale.ROOT, "{\"connects\": %.1f}%n", connects);
        System.exit(0);
    }

    /** Raw handshakes: the official client spends some milliseconds of its own on each connection, which would hide the broker. */
    private static double oneByOne(ConnectionFactory factory, long nanos) throws IOException {
        long started = System.nanoTime();
        int count = 0;
        while (System.nanoTime() - started < nanos) {
            openAndClose(factory.getHost(), factory.getPort());
            count++;
        }
        return count / ((System.nanoTime() - started) / 1e9);
    }

    private static void openAndClose(String host, int port) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            out.write(new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1});
            skipFrame(in);
            out.write(method("000a000b" + "00000000" + "05504c41494e" + "0000000c" + "006775657374006775657374" + "05656e5f5553"));
            skipFrame(in);
            out.write(method("000a001f" + "07ff" + "00020000" + "0000"));
            out.write(method("000a0028" + "012f" + "00" + "00"));
            skipFrame(in);
            out.write(method("000a0032" + "00c8" + "00" + "0000" + "0000"));
            skipFrame(in);
        }
    }

    private static byte[] method(String hex) {
        byte[] payload = HexFormat.of().parseHex(hex);
        return ByteBuffer.allocate(payload.length + 8)
                .put((byte) 1)
                .putShort((short) 0)
                .putInt(payload.length)
                .put(payload)
                .put((byte) 0xCE)
                .array();
    }

    private static void skipFrame(DataInputStream in) throws IOException {
        byte[] head = new byte[7];
        in.readFully(head);
        in.skipNBytes(ByteBuffer.wrap(head).getInt(3) + 1L);
    }
}
