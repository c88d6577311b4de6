import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The ceiling of a benchmark: it says yes to every method, hands each published content straight to every consumer's socket and never
 * queues. What PerfTest reaches against it, PerfTest itself can do.
 */
public final class NullBroker {
    private static final List<Peer> CONSUMERS = new CopyOnWriteArrayList<>();

    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]))) {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Peer peer = new Peer(socket);
                Thread thread = new Thread(peer);
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private static final class Peer implements Runnable {
        private final DataInputStream in;
        private final DataOutputStream out;
        private boolean confirms;
        private long published;
        private long delivered;
        private String tag = "";
        private int consumerChannel;

        Peer(Socket socket) throws IOException {
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 17));
            out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 17));
        }

        @Override
        public void run() {
            try {
                in.readFully(new byte[8]);
                method(0, 10, 10, new byte[] {0, 9, 0, 0, 0, 0, 0, 0, 0, 5, 'P', 'L', 'A', 'I', 'N', 0, 0, 0, 5, 'e', 'n', '_', 'U', 'S'});
                out.flush();
                while (true) {
                    frame();
                }
            } catch (IOException e) {
                CONSUMERS.remove(this);
            }
        }

        private void frame() throws IOException {
            int type = in.readUnsignedByte();
            int channel = in.readUnsignedShort();
            byte[] payload = new byte[in.readInt()];
            in.readFully(payload);
            in.readUnsignedByte();
            if (type == 1) {
                int classId = (payload[0] & 255) << 8 | payload[1] & 255;
                int methodId = (payload[2] & 255) << 8 | payload[3] & 255;
                if (classId == 60 && methodId == 40) {
                    publish(channel);
                } else {
                    answer(channel, classId, methodId, payload);
                }
                if (in.available() == 0) {
                    flush();
                }
            }
        }

        private void publish(int channel) throws IOException {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            long rest = -1;
            do {
                int type = in.readUnsignedByte();
                in.readUnsignedShort();
                byte[] payload = new byte[in.readInt()];
                in.readFully(payload);
                in.readUnsignedByte();
                rest = type == 2 ? sizeIn(payload) : rest - payload.length;
                content.write(type);
                content.write(0);
                content.write(1);
                content.write(payload.length >>> 24);
                content.write(payload.length >>> 16);
                content.write(payload.length >>> 8);
                content.write(payload.length);
                content.writeBytes(payload);
                content.write(0xCE);
            } while (rest > 0);
            byte[] octets = content.toByteArray();
            for (Peer consumer : CONSUMERS) {
                consumer.deliver(octets);
            }
            if (confirms) {
                published++;
                synchronized (out) {
                    method(channel, 60, 80, new byte[] {0, 0, 0, 0, (byte) (published >>> 24), (byte) (published >>> 16), (byte) (published >>> 8), (byte) published, 0});
                }
            }
        }

        private static long sizeIn(byte[] header) {
            return (header[8] & 255L) << 24 | (header[9] & 255) << 16 | (header[10] & 255) << 8 | header[11] & 255;
        }

        private void deliver(byte[] content) throws IOException {
            synchronized (out) {
                delivered++;
                byte[] name = tag.getBytes(StandardCharsets.UTF_8);
                ByteArrayOutputStream arguments = new ByteArrayOutputStream();
                arguments.write(name.length);
                arguments.writeBytes(name);
                arguments.writeBytes(new byte[] {0, 0, 0, 0, (byte) (delivered >>> 24), (byte) (delivered >>> 16), (byte) (delivered >>> 8), (byte) delivered, 0, 0, 0});
                method(consumerChannel, 60, 60, arguments.toByteArray());
                out.write(content);
            }
        }

        private void flush() throws IOException {
            synchronized (out) {
                out.flush();
            }
            for (Peer consumer : CONSUMERS) {
                synchronized (consumer.out) {
                    consumer.out.flush();
                }
            }
        }

        private void answer(int channel, int classId, int methodId, byte[] payload) throws IOException {
            synchronized (out) {
                switch (classId * 1000 + methodId) {
                    case 10011 -> method(0, 10, 30, new byte[] {7, -1, 0, 2, 0, 0, 0, 0});
                    case 10040 -> method(0, 10, 41, new byte[] {0});
                    case 20010 -> method(channel, 20, 11, new byte[4]);
                    case 50010 -> method(channel, 50, 11, new byte[] {1, 'q', 0, 0, 0, 0, 0, 0, 0, 0});
                    case 60020 -> consume(channel, payload);
                    case 85010 -> {
                        confirms = true;
                        method(channel, 85, 11, new byte[0]);
                    }
                    case 10031, 60080, 60120, 10051 -> { }
                    case 60030 -> method(channel, 60, 31, new byte[] {0});
                    default -> method(channel, classId, methodId + 1, new byte[4]);
                }
                out.flush();
            }
        }

        private void consume(int channel, byte[] payload) throws IOException {
            int queueLength = payload[6] & 255;
            int tagAt = 7 + queueLength;
            int tagLength = payload[tagAt] & 255;
            tag = tagLength == 0 ? "c" : new String(payload, tagAt + 1, tagLength, StandardCharsets.UTF_8);
            consumerChannel = channel;
            byte[] name = tag.getBytes(StandardCharsets.UTF_8);
            byte[] arguments = new byte[name.length + 1];
            arguments[0] = (byte) name.length;
            System.arraycopy(name, 0, arguments, 1, name.length);
            method(channel, 60, 21, arguments);
            CONSUMERS.add(this);
        }

        private void method(int channel, int classId, int methodId, byte[] arguments) throws IOException {
            out.write(1);
            out.writeShort(channel);
            out.writeInt(4 + arguments.length);
            out.writeShort(classId);
            out.writeShort(methodId);
            out.write(arguments);
            out.write(0xCE);
        }
    }
}
