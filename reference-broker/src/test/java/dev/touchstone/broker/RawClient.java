package dev.touchstone.broker;

import dev.touchstone.broker.wire.BasicMethod;
import dev.touchstone.broker.wire.ChannelMethod;
import dev.touchstone.broker.wire.ConnectionMethod;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.Frames;
import dev.touchstone.broker.wire.Method;
import dev.touchstone.broker.wire.Methods;
import dev.touchstone.broker.wire.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client that sends what it is told, right or wrong, and shows what comes back as text. */
final class RawClient implements AutoCloseable {
    static final byte[] HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};

    private static final int PATIENCE_MILLIS = 5_000;

    private final Socket socket;
    private final DataInputStream in;

    RawClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** A connection that is open, with all capabilities, frame-max 131072 and that heartbeat. */
    static RawClient open(int port, String vhost, int heartbeatSeconds) throws IOException, ProtocolException {
        RawClient client = new RawClient(port);
        client.send(HEADER);
        client.receive();
        client.send(0, startOk("guest", "guest"));
        client.receive();
        client.send(0, new ConnectionMethod.TuneOk(2047, 131_072, heartbeatSeconds));
        client.send(0, new ConnectionMethod.Open(vhost));
        return client;
    }

    /** An open connection with channel 1 open. */
    static RawClient withChannel(int port) throws IOException, ProtocolException {
        RawClient client = open(port, "/", 0);
        client.send(1, new ChannelMethod.Open());
        client.receive();
        client.receive();
        return client;
    }

    static ConnectionMethod.StartOk startOk(String user, String password) {
        FieldTable capabilities = FieldTable.builder()
                .bool("authentication_failure_close", true)
                .bool("consumer_cancel_notify", true)
                .bool("connection.blocked", true)
                .build();
        return new ConnectionMethod.StartOk(
                FieldTable.builder().table("capabilities", capabilities).build(),
                "PLAIN",
                ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8),
                "en_US");
    }

    void send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    void send(int channel, Method... methods) throws IOException {
        ByteBuf out = Unpooled.buffer();
        for (Method method : methods) {
            Methods.writeFrame(out, channel, method);
        }
        send(ByteBufUtil.getBytes(out));
    }

    /** Publishes to a queue, with these properties as flags and values. */
    void publish(int channel, String queue, byte[] properties, byte[] body) throws IOException {
        ByteBuf out = Unpooled.buffer();
        Methods.writeFrame(out, channel, new BasicMethod.Publish("", queue, false, false));
        send(ByteBufUtil.getBytes(out));
        send(frame(Frames.HEADER, channel, header(body.length, properties)));
        send(frame(Frames.BODY, channel, body));
    }

    static byte[] header(long bodySize, byte[] properties) {
        ByteBuf out = Unpooled.buffer();
        out.writeShort(60).writeShort(0).writeLong(bodySize).writeBytes(properties);
        return ByteBufUtil.getBytes(out);
    }

    static byte[] frame(int type, int channel, byte[] payload) {
        ByteBuf out = Unpooled.buffer();
        out.writeByte(type).writeShort(channel).writeInt(payload.length);
        out.writeBytes(payload).writeByte(Frames.END);
        return ByteBufUtil.getBytes(out);
    }

    /** The next method, null at the end of the socket; other frames are passed over. */
    @Nullable
    Method receive() throws IOException, ProtocolException {
        while (true) {
            ByteBuf frame = receiveFrame();
            if (frame == null) {
                return null;
            }
            int type = frame.readUnsignedByte();
            frame.skipBytes(6);
            if (type == Frames.METHOD) {
                return Methods.decode(frame.readInt(), frame);
            }
        }
    }

    /** The next frame without its end octet, null at the end of the socket. */
    @Nullable
    ByteBuf receiveFrame() throws IOException {
        byte[] head = new byte[Frames.HEADER_OCTETS];
        try {
            in.readFully(head);
        } catch (EOFException e) {
            return null;
        }
        ByteBuf frame = Unpooled.buffer().writeBytes(head);
        byte[] payload = new byte[frame.getInt(3)];
        in.readFully(payload);
        in.readByte();
        return frame.writeBytes(payload);
    }

    /** The next frame without its end octet; there must be one. */
    ByteBuf nextFrame() throws IOException {
        ByteBuf frame = receiveFrame();
        if (frame == null) {
            throw new EOFException("the socket ended where a frame was expected");
        }
        return frame;
    }

    /** Whether the socket ends within that time, with nothing before its end. */
    boolean endsWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    byte[] read(int octets) throws IOException {
        byte[] read = new byte[octets];
        in.readFully(read);
        return read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
