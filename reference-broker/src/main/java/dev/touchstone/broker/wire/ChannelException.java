package dev.touchstone.broker.wire;

/** A soft error: it closes the channel and nothing else (CHAN-05). */
public final class ChannelException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    private final ReplyCode code;

    /** The error {@code code} with the text {@code NAME - reason}. */
    public ChannelException(ReplyCode code, String reason) {
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
