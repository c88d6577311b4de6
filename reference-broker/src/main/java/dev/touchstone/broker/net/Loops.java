package dev.touchstone.broker.net;

import dev.touchstone.broker.connection.Loop;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker's fixed group of loops, on daemon threads. */
public final class Loops implements AutoCloseable {
    private static final long STOP_SECONDS = 10;

    /** Netty's events for the flight recorder load the recorder at the first buffer: a fifth of a cold start (decision 3). */
    private static final String FLIGHT_RECORDER = "io.netty.jfr.enabled";

    private final EventLoopGroup group;
    private final Class<? extends ServerChannel> serverChannel;
    private final ByteBufAllocator allocator;
    private final List<NettyLoop> loops = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    /**
     * Starts {@code count} loops; their threads begin with the first task.
     *
     * @param wantNative whether to serve for long: with epoll where its classes and library are there, and with buffers of a pool that takes much
     *     memory at once. Without it Netty's own choice begins with little, which a broker in a test is sooner done with
     */
    public Loops(int count, boolean wantNative) {
        if (System.getProperty(FLIGHT_RECORDER) == null) {
            System.setProperty(FLIGHT_RECORDER, "false");
        }
        NativeTransport found = wantNative ? NativeTransport.find() : null;
        IoHandlerFactory factory = found == null ? NioIoHandler.newFactory() : found.handlerFactory();
        serverChannel = found == null ? NioServerSocketChannel.class : found.serverChannel();
        group = new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("touchstone-loop", true), factory);
        for (EventExecutor executor : group) {
            loops.add(new NettyLoop((EventLoop) executor));
        }
        allocator = wantNative ? PooledByteBufAllocator.DEFAULT : ByteBufAllocator.DEFAULT;
        rehearse();
    }

    /**
     * Registers a socket that never listens. Why: this loads the classes of the first listener while the rest of the broker is made on the other core. If it
     * fails, the listener will say so.
     */
    private void rehearse() {
        new ServerBootstrap()
                .group(group)
                .channel(serverChannel)
                .childHandler(new ChannelInboundHandlerAdapter())
                .register()
                .awaitUninterruptibly()
                .channel()
                .close()
                .awaitUninterruptibly();
    }

    /** The next loop in turn, for a new virtual host. */
    public Loop next() {
        return loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
    }

    /** All loops. */
    public List<Loop> all() {
        return List.copyOf(loops);
    }

    /** How long pieces of work took on all loops together. */
    public TurnTimes turnTimes() {
        long longTurns = 0;
        long longestNanos = 0;
        for (NettyLoop loop : loops) {
            longTurns += loop.watch().longTurns();
            longestNanos = Math.max(longestNanos, loop.watch().takeLongestNanos());
        }
        return new TurnTimes(longTurns, longestNanos);
    }

    EventLoopGroup group() {
        return group;
    }

    /** Where sockets, and what comes by them, take their buffers. */
    public ByteBufAllocator allocator() {
        return allocator;
    }

    Class<? extends ServerChannel> serverChannel() {
        return serverChannel;
    }

    NettyLoop of(EventLoop eventLoop) {
        for (NettyLoop loop : loops) {
            if (loop.eventLoop() == eventLoop) {
                return loop;
            }
        }
        throw new IllegalArgumentException("a loop of another group");
    }

    /** Ends all loops and waits until their threads are gone. */
    @Override
    public void close() {
        group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
        group.terminationFuture().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    }
}
