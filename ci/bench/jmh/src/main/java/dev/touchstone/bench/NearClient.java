package dev.touchstone.bench;

import dev.touchstone.broker.connection.Connection;
import dev.touchstone.broker.connection.Loop;
import dev.touchstone.broker.connection.Peer;
import dev.touchstone.broker.connection.Transport;
import dev.touchstone.broker.wire.ChannelMethod;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.HandshakeMethod;
import dev.touchstone.broker.wire.Method;
import dev.touchstone.broker.wire.Methods;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A client on the other end of no socket: what it says is handed to the connection, what it gets is counted and forgotten. */
final class NearClient implements Transport {
    private static final long PROTOCOL_HEADER = 0x414d5150_00000901L;
    private static final Peer PEER = new Peer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 2),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
            null);

    private final OneRoom room;
    private final ByteBuf out = Unpooled.directBuffer(65_536);
    private final Connection connection;

    private NearClient(OneRoom room) {
        this.room = room;
        this.connection = new Connection(this, room);
    }

    /** Logs in and opens channel 1. */
    static NearClient in(OneRoom room) {
        NearClient client = new NearClient(room);
        client.say(Unpooled.buffer().writeLong(PROTOCOL_HEADER));
        byte[] guest = "\0guest\0guest".getBytes(StandardCharsets.US_ASCII);
        client.say(0, new HandshakeMethod.StartOk(FieldTable.EMPTY, "PLAIN", guest, "en_US"));
        client.say(0, new HandshakeMethod.TuneOk(1, 131_072, 0));
        client.say(0, new HandshakeMethod.Open("/"));
        client.say(1, new ChannelMethod.Open());
        return client;
    }

    /** Says a method; returns how many octets came back. */
    int say(int channel, Method method) {
        ByteBuf frame = Unpooled.buffer();
        Methods.writeFrame(frame, channel, method);
        return say(frame);
    }

    /** Says whole frames, as one read of a socket would bring them, and ends the turn; returns how many octets came back. */
    int say(ByteBuf frames) {
        connection.onOctets(frames);
        room.runPosted();
        connection.beforeFlush();
        int answered = out.readableBytes();
        out.clear();
        return answered;
    }

    @Override
    public ByteBuf out() {
        return out;
    }

    @Override
    public void append(ByteBuf part) {
        out.writeBytes(part);
        part.release();
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void flushSoon() {}

    @Override
    public void read(boolean wanted) {}

    @Override
    public void decodeAgain() {}

    @Override
    public void close() {
        throw new IllegalStateException("the broker closed the connection");
    }

    @Override
    public Peer peer() {
        return PEER;
    }

    @Override
    public Loop loop() {
        return room;
    }

    @Override
    public void move(Loop target, Runnable arrived) {
        target.post(arrived);
    }
}
