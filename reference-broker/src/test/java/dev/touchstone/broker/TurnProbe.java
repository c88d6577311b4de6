package dev.touchstone.broker;

import dev.touchstone.broker.channel.ChannelFacts;
import dev.touchstone.broker.connection.VhostRoom;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToLongFunction;

/** Looks at a virtual host each time its loop has been round once, and notes by how much a figure changed meanwhile. */
final class TurnProbe implements Runnable, AutoCloseable {
    private final VhostRoom room;
    private final ToLongFunction<VhostRoom> figure;
    private final CountDownLatch changing = new CountDownLatch(1);
    private final CountDownLatch looking = new CountDownLatch(1);
    private Runnable atFirstChange = () -> {};
    private Runnable eachTime = () -> {};
    private long last;
    private volatile long largestStep;
    private volatile boolean over;

    private TurnProbe(VhostRoom room, ToLongFunction<VhostRoom> figure) {
        this.room = room;
        this.figure = figure;
    }

    /** Watches a figure from now on. */
    static TurnProbe on(Broker broker, ToLongFunction<VhostRoom> figure) throws InterruptedException {
        return on(broker, figure, () -> {}, () -> {});
    }

    /** The same; on the loop {@code atFirstChange} runs once, {@code eachTime} always. */
    static TurnProbe on(Broker broker, ToLongFunction<VhostRoom> figure, Runnable atFirstChange, Runnable eachTime)
            throws InterruptedException {
        VhostRoom room = broker.administration().rooms().get(0);
        TurnProbe probe = new TurnProbe(room, figure);
        probe.atFirstChange = atFirstChange;
        probe.eachTime = eachTime;
        room.loop().post(() -> {
            probe.last = figure.applyAsLong(room);
            probe.run();
            probe.looking.countDown();
        });
        probe.looking.await();
        return probe;
    }

    /** Deliveries that the channels of all connections have not settled, or not given back. */
    static long outstanding(VhostRoom room) {
        return room.connections().stream()
                .flatMap(connection -> connection.channelFacts().stream())
                .mapToLong(ChannelFacts::unacked)
                .sum();
    }

    @Override
    public void run() {
        long now = figure.applyAsLong(room);
        if (now != last) {
            largestStep = Math.max(largestStep, Math.abs(now - last));
            last = now;
            if (changing.getCount() > 0) {
                changing.countDown();
                atFirstChange.run();
            }
        }
        eachTime.run();
        if (!over) {
            room.loop().after(0, this);
        }
    }

    /** The most that it changed by between two looks. */
    long largestStep() {
        return largestStep;
    }

    @Override
    public void close() {
        over = true;
    }
}
