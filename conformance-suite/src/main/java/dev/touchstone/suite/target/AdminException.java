package dev.touchstone.suite.target;

/** Administration failed: the broker refused it or could not be reached. The message says what was tried and what came back. */
public final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AdminException(String message) {
        super(message);
    }

    public AdminException(String message, Throwable cause) {
        super(message, cause);
    }
}
