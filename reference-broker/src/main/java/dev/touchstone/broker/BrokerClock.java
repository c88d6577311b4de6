package dev.touchstone.broker;

import dev.touchstone.broker.connection.VhostRoom;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The clock that messages, queues and consumers live by: the wall clock, moved ahead on request. Sockets and heartbeats keep to the wall clock.
 */
public final class BrokerClock {
    private final AtomicLong aheadMillis = new AtomicLong();
    private final Collection<VhostRoom> rooms = ConcurrentHashMap.newKeySet();

    BrokerClock() {}

    /** Milliseconds since 1970. */
    public long millis() {
        return System.currentTimeMillis() + aheadMillis.get();
    }

    /**
     * Moves the clock ahead. Returns after everything that became due in any virtual host was done, in the order of its times, and its effects were
     * handed to the sockets. Not to be called on a loop.
     */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("the clock does not go back");
        }
        long target = millis() + duration.toMillis();
        long due = earliest();
        while (due <= target) {
            goTo(due);
            wakeAll();
            long next = earliest();
            due = next <= due ? due + 1 : next;
        }
        goTo(target);
        wakeAll();
        earliest();
    }

    private void goTo(long atMillis) {
        long missing = atMillis - millis();
        if (missing > 0) {
            aheadMillis.addAndGet(missing);
        }
    }

    private long earliest() {
        long earliest = Long.MAX_VALUE;
        for (VhostRoom room : rooms) {
            earliest = Math.min(earliest, OnLoop.ask(room.loop(), room::wakeAtMillis));
        }
        return earliest;
    }

    private void wakeAll() {
        for (VhostRoom room : rooms) {
            OnLoop.ask(room.loop(), () -> {
                room.onClockMoved();
                return room;
            });
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
