package dev.touchstone.ci.cli;

/** The user asked for what cannot be done; the message says what was wrong and what to do. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public UserError(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public UserError(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Refuses wrong words. */
    static void check(boolean right, String otherwise) {
        if (!right) {
            throw new UserError(ExitCodes.USAGE, otherwise);
        }
    }

    public int exitCode() {
        return exitCode;
    }
}
