package dev.touchstone.suite.probe;

/** The peer sent octets that are not AMQP 0-9-1. The message says which. */
public final class MalformedWireData extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedWireData(String message) {
        super(message);
    }
}
