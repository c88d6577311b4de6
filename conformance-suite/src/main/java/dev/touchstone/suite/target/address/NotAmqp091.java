package dev.touchstone.suite.target.address;

/** Something listens there, but it does not speak AMQP 0-9-1. The message says what it seems to be and what to do. */
public final class NotAmqp091 extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAmqp091(String message) {
        super(message);
    }
}
