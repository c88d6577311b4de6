package dev.touchstone.broker.wire;

/** An error that RabbitMQ answers by closing the socket without a word: at once (FRAME-15, FRAME-17) or after three seconds (CONN-10, CONN-18). */
public final class SilentCloseException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    private final boolean delayed;

    private SilentCloseException(String reason, boolean delayed) {
        super(reason);
        this.delayed = delayed;
    }

    /** The socket goes at once. */
    public static SilentCloseException now(String reason) {
        return new SilentCloseException(reason, false);
    }

    /** The socket goes after the silent close delay of three seconds. */
    public static SilentCloseException delayed(String reason) {
        return new SilentCloseException(reason, true);
    }

    /** Whether the peer waits three seconds for the end of its socket. */
    public boolean delayed() {
        return delayed;
    }
}
