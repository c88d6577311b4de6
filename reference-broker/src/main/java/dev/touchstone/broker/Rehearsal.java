package dev.touchstone.broker;

import dev.touchstone.broker.auth.Access;
import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.connection.Cancellable;
import dev.touchstone.broker.connection.Connection;
import dev.touchstone.broker.connection.ConnectionSettings;
import dev.touchstone.broker.connection.Lobby;
import dev.touchstone.broker.connection.Loop;
import dev.touchstone.broker.connection.MemoryLimits;
import dev.touchstone.broker.connection.Peer;
import dev.touchstone.broker.connection.RoomSettings;
import dev.touchstone.broker.connection.Transport;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.vhost.Parts;
import dev.touchstone.broker.wire.ChannelMethod;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.HandshakeMethod;
import dev.touchstone.broker.wire.Method;
import dev.touchstone.broker.wire.Methods;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client that exists in memory only opens a channel on a virtual host that exists in memory only, beside the start of
 * the broker, while its user prepares a real client. Why: most of a cold start is the loading of classes, and this loads those of the first connection
 * on the other core. It is over in a moment and touches nothing of the broker.
 */
final class Rehearsal implements Transport, Lobby, Loop {
    private static final byte[] PROTOCOL_HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};

    private final AuthStore users = AuthStore.withGuest(() -> 0);
    private final FieldTable properties = ServerProperties.of(true);
    private final VhostRoom room = new VhostRoom(
            "/",
            this,
            () -> 0,
            () -> "",
            new RoomSettings(
                    MemoryLimits.ofHeap(),
                    new ConnectionSettings.ConsumerTimeout(0, 0),
                    ExchangeType.STANDARD,
                    new Parts()));

    private @Nullable ByteBuf out;

    /** Makes the virtual host, which needs nothing of Netty: the broker has time for that while its loops start. */
    Rehearsal() {}

    /** Plays all of it, once, with buffers as real sockets have them. */
    void play(ByteBufAllocator allocator) {
        ByteBuf in = allocator.directBuffer(1024);
        out = allocator.directBuffer(1024);
        try {
            Connection connection = new Connection(this, this);
            in.writeBytes(PROTOCOL_HEADER);
            connection.onOctets(in);
            byte[] response = "\0guest\0guest".getBytes(StandardCharsets.US_ASCII);
            say(connection, in, 0, new HandshakeMethod.StartOk(properties, "PLAIN", response, "en_US"));
            say(connection, in, 0, new HandshakeMethod.TuneOk(2047, 131_072, 0));
            say(connection, in, 0, new HandshakeMethod.Open("/"));
            say(connection, in, 1, new ChannelMethod.Open());
            connection.beforeFlush();
        } finally {
            in.release();
            out().release();
        }
    }

    private static void say(Connection connection, ByteBuf in, int channel, Method method) {
        Methods.writeFrame(in, channel, method);
        connection.onOctets(in);
        in.clear();
    }

    // The socket

    @Override
    public ByteBuf out() {
        return Objects.requireNonNull(out);
    }

    @Override
    public void append(ByteBuf part) {
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
    public void close() {}

    @Override
    public Peer peer() {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5672);
        return new Peer(here, here, null);
    }

    @Override
    public Loop loop() {
        return this;
    }

    @Override
    public void move(Loop target, Runnable arrived) {
        arrived.run();
    }

    // The lobby

    @Override
    public String mechanisms(Peer peer) {
        return "PLAIN";
    }

    @Override
    public @Nullable String certified(Peer peer) {
        return null;
    }

    @Override
    public ConnectionSettings settings() {
        return ConnectionSettings.defaults();
    }

    @Override
    public FieldTable serverProperties(boolean withCapabilities) {
        return properties;
    }

    @Override
    public boolean admits(String user, byte[] password, Peer peer) {
        return users.authenticate(user, password) != null && peer.isLoopback();
    }

    @Override
    public VhostRoom room(String vhost, String user) {
        return room;
    }

    @Override
    public Access access(String user, String vhost) {
        return users.access(user, vhost);
    }

    @Override
    public void opened(Connection connection, String user, VhostRoom entered) {}

    @Override
    public void closed(Connection connection, String user) {}

    @Override
    public void channelOpened(String user) {}

    @Override
    public void channelClosed(String user) {}

    // The loop

    @Override
    public void post(Runnable task) {
        task.run();
    }

    @Override
    public boolean isHere() {
        return true;
    }

    @Override
    public Cancellable after(long delayMillis, Runnable task) {
        return () -> {};
    }
}
