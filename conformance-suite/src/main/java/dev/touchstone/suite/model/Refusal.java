package dev.touchstone.suite.model;

/** The broker refuses a step: it closes the channel or the whole connection with this reply code (AMQP 0-9-1, section 1.2). */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final boolean connection;

    private Refusal(int code, boolean connection) {
        super((connection ? "connection" : "channel") + " error " + code, null, false, false);
        this.code = code;
        this.connection = connection;
    }

    static Refusal channel(int code) {
        return new Refusal(code, false);
    }

    static Refusal connection(int code) {
        return new Refusal(code, true);
    }

    public int code() {
        return code;
    }

    /** True if it closes the connection. */
    public boolean closesConnection() {
        return connection;
    }
}
