package dev.touchstone.broker.wire;

/** A hard error: it closes the whole connection by {@code connection.close} on channel 0 (CHAN-06). */
public final class ConnectionException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    private final ReplyCode code;

    /** The error {@code code} with the text {@code NAME - reason}. */
    public ConnectionException(ReplyCode code, String reason) {
        super(code.text(reason));
        this.code = code;
    }

    /** The reply code. */
    public ReplyCode code() {
        return code;
    }

    /** The reply text, {@code NAME - reason}. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
