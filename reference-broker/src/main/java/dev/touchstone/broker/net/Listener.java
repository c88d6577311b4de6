package dev.touchstone.broker.net;

import dev.touchstone.broker.connection.Lobby;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A listening socket that can be suspended and resumed (CONN-27). */
public final class Listener implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int MAX_READ_OCTETS = 262_144;
    private static final int READS_PER_TURN = 2;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(65_536, 262_144);

    private final Loops loops;
    private final Lobby lobby;
    private final @Nullable SslContext tls;
    private InetSocketAddress address;
    private final Set<Channel> sockets = ConcurrentHashMap.newKeySet();
    private @Nullable Channel channel;

    /**
     * Listens at once.
     *
     * @param address port 0 takes a free one
     * @param tls null for plain TCP
     */
    public Listener(Loops loops, Lobby lobby, InetSocketAddress address, @Nullable SslContext tls) {
        this.loops = loops;
        this.lobby = lobby;
        this.tls = tls;
        this.address = address;
        resume();
    }

    /** The address with the port that was taken. */
    public synchronized InetSocketAddress address() {
        return address;
    }

    /** Listens again on the same port; does nothing while listening. */
    public final synchronized void resume() {
        if (channel != null) {
            return;
        }
        Channel bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.ALLOCATOR, loops.allocator())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, loops.allocator())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(512, 4096, MAX_READ_OCTETS).maxMessagesPerRead(READS_PER_TURN))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel socket) {
                        sockets.add(socket);
                        socket.closeFuture().addListener(closed -> sockets.remove(socket));
                        if (tls != null) {
                            socket.pipeline().addLast(tls.newHandler(socket.alloc()));
                        }
                        socket.pipeline().addLast(new SocketHandler(loops, lobby, socket));
                    }
                })
                .bind(address)
                .syncUninterruptibly()
                .channel();
        channel = bound;
        address = (InetSocketAddress) bound.localAddress();
    }

    /** Refuses new connections and leaves existing ones alone. */
    public synchronized void suspend() {
        if (channel != null) {
            EventLoop loop = channel.eventLoop();
            channel.close().syncUninterruptibly();
            channel = null;
            awaitSelection(loop);
        }
    }

    /** The kernel lets go of a listening socket only when the selector has run once more. */
    private static void awaitSelection(EventLoop loop) {
        for (int i = 0; i < 2; i++) {
            loop.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).syncUninterruptibly();
        }
    }

    /** Waits until every accepted socket is closed, at most that long; true if none is left. */
    public boolean awaitSocketsClosed(long timeoutMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        for (Channel socket : sockets) {
            long left = Math.max(0, deadline - System.nanoTime());
            if (!socket.closeFuture().awaitUninterruptibly(left, TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** Closes every accepted socket at once, without a word. */
    public void cutSockets() {
        sockets.forEach(Channel::close);
    }

    /** Stops listening; sockets that were accepted stay. */
    @Override
    public void close() {
        suspend();
    }
}
