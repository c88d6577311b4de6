package dev.touchstone.broker.connection;

import dev.touchstone.broker.wire.FrameDecoder;
import dev.touchstone.broker.wire.HandshakeMethod;
import dev.touchstone.broker.wire.SilentCloseException;

/** The limits in force after {@code tune-ok}. */
record Limits(int channelMax, int frameMax, int heartbeatSeconds) {
    /** Before negotiation. */
    static final Limits NONE = new Limits(0, FrameDecoder.MIN_FRAME_MAX, 0);

    /** Takes what the client chose, unless it is more than was offered; 0 means unlimited and is more (CONN-10 to CONN-14). */
    static Limits of(HandshakeMethod.TuneOk chosen, ConnectionSettings offered) throws SilentCloseException {
        if (chosen.frameMax() < FrameDecoder.MIN_FRAME_MAX || chosen.frameMax() > offered.frameMax()) {
            throw SilentCloseException.delayed("frame-max " + chosen.frameMax() + " is out of range");
        }
        if (chosen.channelMax() == 0 || chosen.channelMax() > offered.channelMax()) {
            throw SilentCloseException.delayed("channel-max " + chosen.channelMax() + " is out of range");
        }
        return new Limits(chosen.channelMax(), (int) chosen.frameMax(), chosen.heartbeat());
    }

    /** How long a close-ok is waited for: 30 s, or the heartbeat if that is less (CONN-22). */
    long closingTimeoutMillis() {
        return heartbeatSeconds > 0 && heartbeatSeconds < 30 ? heartbeatSeconds * 1000L : 30_000;
    }
}
