package dev.touchstone.broker.wire;

/** A hard error: it closes the whole connection by {@code connection.close} on channel 0 (CHAN-06). */
public final class ConnectionException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    private final ReplyCode code;
    private final boolean methodNamed;
    private final boolean fatal;

    /** The error {@code code} with the text {@code NAME - reason}. */
    public ConnectionException(ReplyCode code, String reason) {
        this(code, code.text(reason), true, false);
    }

    private ConnectionException(ReplyCode code, String text, boolean methodNamed, boolean fatal) {
        super(text);
        this.code = code;
        this.methodNamed = methodNamed;
        this.fatal = fatal;
    }

    /** An error of the frame layer, which belongs to no method: class and method id are 0. */
    public static ConnectionException ofFrame(ReplyCode code, String reason) {
        return new ConnectionException(code, code.text(reason), false, false);
    }

    /** An error after which frames cannot be found any more: nothing is read after it (FRAME-01, FRAME-05). */
    public static ConnectionException fatal(String reason) {
        return new ConnectionException(ReplyCode.FRAME_ERROR, ReplyCode.FRAME_ERROR.text(reason), false, true);
    }

    /** What RabbitMQ says when one of its processes crashed: 541 without a reason and without a method. */
    public static ConnectionException internal() {
        return new ConnectionException(ReplyCode.INTERNAL_ERROR, ReplyCode.INTERNAL_ERROR.name(), false, false);
    }

    /** The reply code. */
    public ReplyCode code() {
        return code;
    }

    /** The reply text, {@code NAME - reason}. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** Whether the close names the method that was being handled. */
    public boolean methodNamed() {
        return methodNamed;
    }

    /** Whether nothing can be read after it; the socket goes three seconds later whatever the peer answers. */
    public boolean fatal() {
        return fatal;
    }
}
