package dev.touchstone.suite.target;

/** The target honestly cannot do what a case needs; the verdict is UNSUPPORTED with this message. */
public final class UnsupportedByTarget extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsupportedByTarget(String message) {
        super(message);
    }

    public UnsupportedByTarget(Capability missing) {
        super("needs " + missing + ": " + missing.meaning());
    }
}
