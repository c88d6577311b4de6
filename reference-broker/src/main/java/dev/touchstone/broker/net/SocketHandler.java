package dev.touchstone.broker.net;

import dev.touchstone.broker.connection.Connection;
import dev.touchstone.broker.connection.Lobby;
import dev.touchstone.broker.connection.Loop;
import dev.touchstone.broker.connection.Peer;
import dev.touchstone.broker.connection.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket. Inbound octets go to the connection as they come; of a frame that is not whole only its own octets are kept and completed. Outbound octets
 * gather in one buffer until the end of the turn.
 */
final class SocketHandler extends ChannelInboundHandlerAdapter implements Transport {
    private static final Logger LOGGER = LoggerFactory.getLogger(SocketHandler.class);
    private static final int FIRST_OUT_OCTETS = 4096;

    /** A buffer this full goes to Netty within the turn, so that the watermarks see it. */
    private static final int FULL_OUT_OCTETS = 65_536;

    private final Lobby lobby;
    private final Channel channel;
    private NettyLoop loop;
    private @Nullable Connection connection;
    private @Nullable ByteBuf partial;
    private @Nullable ByteBuf out;
    private boolean dirty;
    private boolean decodePosted;
    private boolean decoding;
    private long octetsIn;
    private long octetsOut;

    SocketHandler(Loops loops, Lobby lobby, Channel channel) {
        this.lobby = lobby;
        this.channel = channel;
        this.loop = loops.of(channel.eventLoop());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connection = new Connection(this, lobby);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        Connection target = connection;
        if (target == null) {
            in.release();
            return;
        }
        octetsIn += in.readableBytes();
        long startedNanos = System.nanoTime();
        NettyLoop here = loop;
        try {
            receive(target, in);
        } finally {
            in.release();
            here.watch().over(startedNanos);
        }
    }

    private void receive(Connection target, ByteBuf in) {
        decoding = true;
        try {
            ByteBuf kept = partial;
            while (kept != null && in.isReadable()) {
                int wanted = target.paused() ? in.readableBytes() : target.missing(kept);
                kept.writeBytes(in, Math.min(wanted, in.readableBytes()));
                target.onOctets(kept);
                kept = releaseIfEmpty(kept);
            }
            if (in.isReadable()) {
                target.onOctets(in);
                keep(in);
            }
        } finally {
            decoding = false;
        }
    }

    private @Nullable ByteBuf releaseIfEmpty(ByteBuf kept) {
        if (kept.isReadable()) {
            kept.discardSomeReadBytes();
            return kept;
        }
        kept.release();
        partial = null;
        return null;
    }

    private void keep(ByteBuf rest) {
        if (rest.isReadable()) {
            partial =
                    channel.alloc().buffer(Math.max(256, rest.readableBytes())).writeBytes(rest);
        }
    }

    @Override
    public void decodeAgain() {
        if (partial != null && !decodePosted && !decoding) {
            decodePosted = true;
            loop.post(this::decodeKept);
        }
    }

    private void decodeKept() {
        decodePosted = false;
        ByteBuf kept = partial;
        Connection target = connection;
        if (kept != null && target != null) {
            decoding = true;
            guarded(() -> target.onOctets(kept));
            decoding = false;
            releaseIfEmpty(kept);
        }
    }

    /** Outside of Netty's callbacks a fault must end the connection too. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            onFault(e);
        }
    }

    private void onFault(Throwable cause) {
        LOGGER.error("connection {} ended by a fault of ours", channel, cause);
        channel.close();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (connection != null) {
            connection.onWritabilityChanged();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (connection != null) {
            connection.onDisconnected();
        }
        if (partial != null) {
            partial.release();
            partial = null;
        }
        if (out != null) {
            out.release();
            out = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
            LOGGER.debug("socket {} failed", channel, cause);
            ctx.close();
        } else {
            onFault(cause);
        }
    }

    // Transport

    @Override
    public ByteBuf out() {
        ByteBuf buffer = out;
        if (buffer == null) {
            buffer = channel.alloc().directBuffer(FIRST_OUT_OCTETS);
            out = buffer;
            flushSoon();
        } else if (buffer.readableBytes() >= FULL_OUT_OCTETS) {
            write(buffer);
            buffer = channel.alloc().directBuffer(FULL_OUT_OCTETS);
            out = buffer;
        }
        return buffer;
    }

    @Override
    public void append(ByteBuf part) {
        if (out != null) {
            write(out);
            out = null;
        }
        write(part);
        flushSoon();
    }

    private void write(ByteBuf octets) {
        octetsOut += octets.readableBytes();
        channel.write(octets, channel.voidPromise());
    }

    @Override
    public long octetsIn() {
        return octetsIn;
    }

    @Override
    public long octetsOut() {
        return octetsOut;
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void flushSoon() {
        if (!dirty) {
            dirty = true;
            loop.flushAtEndOfTurn(this);
        }
    }

    /** The end of the turn: what was gathered leaves in one flush. */
    void flushTurn() {
        if (!dirty) {
            return;
        }
        if (connection != null) {
            guarded(connection::beforeFlush);
        }
        dirty = false;
        ByteBuf buffer = out;
        out = null;
        if (buffer != null) {
            write(buffer);
        }
        channel.flush();
    }

    @Override
    public void read(boolean wanted) {
        if (channel.config().isAutoRead() != wanted) {
            channel.config().setAutoRead(wanted);
        }
    }

    @Override
    public void close() {
        flushTurn();
        channel.close();
    }

    @Override
    public Peer peer() {
        return new Peer(
                (InetSocketAddress) channel.remoteAddress(), (InetSocketAddress) channel.localAddress(), secured());
    }

    private Peer.@Nullable Secured secured() {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            return null;
        }
        SSLSession session = handler.engine().getSession();
        return new Peer.Secured(session.getProtocol(), session.getCipherSuite(), certificate(session));
    }

    private static @Nullable X509Certificate certificate(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate shown ? shown : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public void move(Loop target, Runnable arrived) {
        if (target == loop) {
            arrived.run();
            return;
        }
        flushTurn();
        loop.forget(this);
        read(false);
        NettyLoop next = (NettyLoop) target;
        channel.deregister()
                .addListener(left -> next.eventLoop().register(channel).addListener(entered -> {
                    if (entered.isSuccess()) {
                        next.post(() -> onMoved(next, arrived));
                    } else {
                        channel.unsafe().closeForcibly();
                    }
                }));
    }

    private void onMoved(NettyLoop next, Runnable arrived) {
        loop = next;
        arrived.run();
        read(true);
        decodeAgain();
    }
}
