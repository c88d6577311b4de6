package dev.touchstone.suite.target.address;

/** An address or its options cannot be understood. The message says what is wrong and never repeats credentials. */
public final class AddressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AddressException(String message) {
        super(message);
    }

    public AddressException(String message, Throwable cause) {
        super(message, cause);
    }
}
