package dev.touchstone.suite.target;

/** There is no such target here, or it lets us not in. The message is one sentence that says why and what to do. */
public final class TargetUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TargetUnavailable(String message) {
        super(message);
    }

    public TargetUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
