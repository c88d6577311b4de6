package dev.touchstone.broker.conf;

/** A configuration that nobody can start with; the message is a sentence that names file, line, key, value, and what is allowed. Secrets are not in it. */
public final class ConfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfException(String message) {
        super(message);
    }

    ConfException(String message, Throwable cause) {
        super(message, cause);
    }
}
