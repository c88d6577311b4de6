package dev.touchstone.broker.connection;

import org.jspecify.annotations.Nullable;

/**
 * Heartbeats in both directions. Every half interval: if nothing was sent since the last look, a heartbeat goes out (HB-01); what the
 * handshake sent does not count, so that the first one comes in time. Every interval: if nothing
 * was received since, that is one miss, and the second miss in a row is the end (HB-02).
 */
final class Heartbeats {
    /** What the heartbeats act on. */
    interface Line {
        /** Sends a heartbeat frame. */
        void sendHeartbeat();

        /** Whether the peer is listened to: while it is not, its silence means nothing. */
        boolean isListening();

        /** The peer is gone. */
        void onSilence();
    }

    private final Loop loop;
    private final Line line;
    private final long halfMillis;
    private boolean sent;
    private boolean opening = true;
    private boolean received = true;
    private boolean wholeInterval;
    private boolean missed;
    private @Nullable Cancellable timer;

    /** Starts with an interval in seconds, more than 0. */
    Heartbeats(Loop loop, Line line, int seconds) {
        this.loop = loop;
        this.line = line;
        this.halfMillis = seconds * 500L;
        schedule();
    }

    private void schedule() {
        timer = loop.after(halfMillis, this::tick);
    }

    /** Something was sent. */
    void onSent() {
        sent = true;
    }

    /** Something was received. */
    void onReceived() {
        received = true;
        missed = false;
    }

    private void tick() {
        if (!sent || opening) {
            line.sendHeartbeat();
        }
        sent = false;
        opening = false;
        received |= !line.isListening();
        if (wholeInterval) {
            if (!received && missed) {
                stop();
                line.onSilence();
                return;
            }
            missed = !received;
            received = false;
        }
        wholeInterval = !wholeInterval;
        schedule();
    }

    /** No more heartbeats. */
    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
