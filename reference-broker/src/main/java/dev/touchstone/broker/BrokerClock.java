package dev.touchstone.broker;

import dev.touchstone.broker.connection.BrokerTime;
import dev.touchstone.broker.connection.VhostRoom;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The clock that messages, queues and consumers live by: time to live, queue expiry, delays, consumer timeout. It follows the wall clock until it is
 * frozen or moved. Sockets and heartbeats keep to the wall clock whatever happens here.
 *
 * <pre>{@code
 * broker.clock().freeze();
 * channel.basicPublish(...);                       // to a queue with a TTL of half an hour
 * broker.clock().advance(Duration.ofMinutes(30));  // it is expired, dead-lettered and delivered when this returns
 * }</pre>
 *
 * <p>Thread-safe; {@link #advance} and {@link #resume} must not be called on a loop of the broker.
 */
public final class BrokerClock implements BrokerTime {
    /** Somebody who publishes and consumes without a pause must not keep a running clock from moving on. */
    private static final int MAX_ROUNDS = 10_000;

    private final Collection<VhostRoom> rooms = ConcurrentHashMap.newKeySet();
    private volatile Reading reading = new Reading(false, 0);

    /**
     * How to read the clock.
     *
     * @param millis the time itself if frozen, else how far the clock is ahead of the wall clock
     */
    private record Reading(boolean frozen, long millis) {
        long now() {
            return frozen ? millis : System.currentTimeMillis() + millis;
        }

        /** Not before {@code atMillis}. */
        Reading movedTo(long atMillis) {
            return new Reading(frozen, millis + Math.max(0, atMillis - now()));
        }
    }

    BrokerClock() {}

    /** Milliseconds since 1970. */
    @Override
    public long millis() {
        return reading.now();
    }

    @Override
    public boolean isFrozen() {
        return reading.frozen();
    }

    /** Stops the clock: from now on it moves by {@link #advance} only. Does nothing if it stands still. */
    public synchronized void freeze() {
        reading = new Reading(true, millis());
    }

    /** Lets the clock run again, from where it stands. Does nothing if it runs. */
    public synchronized void resume() {
        if (isFrozen()) {
            reading = new Reading(false, millis() - System.currentTimeMillis());
            settle();
        }
    }

    /**
     * Moves the clock ahead, whether it runs or not. It stops at every instant for which something is due in any virtual host, until that is done, what
     * follows from it included; so each expiry happens at its own time. Returns after the effects were handed to the sockets.
     *
     * @param duration not negative; parts below a millisecond do not count
     */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("the clock does not go back");
        }
        long target = millis() + duration.toMillis();
        long due = settle();
        while (due <= target) {
            reading = reading.movedTo(due);
            due = settle();
        }
        reading = reading.movedTo(target);
        settle();
        awaitFlushes();
    }

    /** Lets every virtual host do all that is due; returns the next time for which anything is planned, always a later one than now. */
    private long settle() {
        long next = Long.MAX_VALUE;
        for (VhostRoom room : rooms) {
            next = Math.min(next, settle(room));
        }
        return next;
    }

    private long settle(VhostRoom room) {
        long next = OnLoop.ask(room.loop(), room::catchUp);
        for (int round = 1; next <= millis(); round++) {
            if (round == MAX_ROUNDS) {
                return millis() + 1;
            }
            next = OnLoop.ask(room.loop(), room::catchUp);
        }
        return next;
    }

    /** A turn's sockets are flushed by a task that the turn posts, and that one may post another: two more tasks are behind both. */
    private void awaitFlushes() {
        for (VhostRoom room : rooms) {
            OnLoop.ask(room.loop(), room::name);
            OnLoop.ask(room.loop(), room::name);
        }
    }

    /** A virtual host lives by this clock from now on. */
    void add(VhostRoom room) {
        rooms.add(room);
    }

    /** A virtual host is gone. */
    void remove(VhostRoom room) {
        rooms.remove(room);
    }
}
