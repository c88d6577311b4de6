package dev.touchstone.suite.lab;

/** The case could not find out: the harness was too slow or the target died. Never a pass. */
public final class Inconclusive extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Inconclusive(String message) {
        super(message);
    }

    public Inconclusive(String message, Throwable cause) {
        super(message, cause);
    }
}
