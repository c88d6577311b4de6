package dev.touchstone.broker.net;

import dev.touchstone.broker.connection.Cancellable;
import dev.touchstone.broker.connection.Loop;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One Netty event loop, and the sockets that have something to send in its current turn. */
final class NettyLoop implements Loop {
    private final EventLoop eventLoop;
    private final List<SocketHandler> dirty = new ArrayList<>();
    private final Runnable flush = this::flush;
    private final TurnWatch watch = new TurnWatch();
    private boolean flushPosted;

    NettyLoop(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    @Override
    public void post(Runnable task) {
        eventLoop.execute(() -> run(task));
    }

    @Override
    public boolean isHere() {
        return eventLoop.inEventLoop();
    }

    @Override
    public Cancellable after(long delayMillis, Runnable task) {
        ScheduledFuture<?> future = eventLoop.schedule(() -> run(task), delayMillis, TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    private void run(Runnable task) {
        long startedNanos = System.nanoTime();
        try {
            task.run();
        } finally {
            watch.over(startedNanos);
        }
    }

    /** What this loop's work takes. */
    TurnWatch watch() {
        return watch;
    }

    /** The socket is flushed after all sockets that are ready in this turn were read. */
    void flushAtEndOfTurn(SocketHandler handler) {
        dirty.add(handler);
        if (!flushPosted) {
            flushPosted = true;
            eventLoop.execute(flush);
        }
    }

    /** The socket goes to another loop: this one must not touch it again. */
    void forget(SocketHandler handler) {
        dirty.remove(handler);
    }

    private void flush() {
        long startedNanos = System.nanoTime();
        flushPosted = false;
        int count = dirty.size();
        for (int i = 0; i < count; i++) {
            dirty.get(i).flushTurn();
        }
        dirty.subList(0, count).clear();
        watch.over(startedNanos);
    }
}
