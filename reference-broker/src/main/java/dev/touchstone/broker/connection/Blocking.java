package dev.touchstone.broker.connection;

import dev.touchstone.broker.wire.ConnectionMethod;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connection may publish. Under an alarm, or while its virtual host holds more than memory allows, decoding stops before its
 * first publish and goes on when that is over; nothing is lost (BLOCK-01). While memory is only short, who feeds no backlog goes on. Under an alarm a client that can is told (BLOCK-02).
 */
final class Blocking {
    private final Connection connection;
    private boolean waiting;
    private boolean told;
    private boolean feedsBacklog;

    Blocking(Connection connection) {
        this.connection = connection;
    }

    boolean mayDecode() {
        return !waiting;
    }

    /** Asked at a publish: false stops decoding in front of it. */
    boolean mayPublish() {
        if (!(connection.phase() instanceof Phase.Running running)) {
            return true;
        }
        VhostRoom room = running.room();
        String alarm = room.alarm();
        if (alarm == null && !room.isTooFullFor(feedsBacklog)) {
            return true;
        }
        waiting = true;
        room.waitForRelief(connection, feedsBacklog);
        connection.transport().read(false);
        tell(running, alarm);
        return false;
    }

    /** Its last message went to a queue with a backlog, or to none. */
    void feedsBacklog(boolean does) {
        feedsBacklog = does;
    }

    private void tell(Phase.Running running, @Nullable String alarm) {
        if (alarm != null && !told && running.client().can("connection.blocked")) {
            told = true;
            connection.send(new ConnectionMethod.Blocked(alarm));
        }
    }

    /** Another alarm was raised or cleared while it waits; with null none is left, though memory may still be short (BLOCK-02, BLOCK-03). */
    void onAlarm(@Nullable String alarm) {
        if (alarm == null) {
            tellOver();
        } else if (connection.phase() instanceof Phase.Running running) {
            tell(running, alarm);
        }
    }

    private void tellOver() {
        if (told) {
            told = false;
            connection.send(new ConnectionMethod.Unblocked());
        }
    }

    /** The reason to wait is gone. */
    void onRelief() {
        if (!waiting) {
            return;
        }
        waiting = false;
        tellOver();
        connection.updateReading();
    }

    /** The state that listings show (BLOCK-07). */
    String state(VhostRoom room) {
        if (room.alarm() == null) {
            return waiting ? "flow" : "running";
        }
        return waiting ? "blocked" : "blocking";
    }

    /** The connection ends. */
    void release() {
        waiting = false;
        told = false;
    }
}
