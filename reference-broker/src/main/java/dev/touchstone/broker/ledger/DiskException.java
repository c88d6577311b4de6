package dev.touchstone.broker.ledger;

/** The disk refused: it is full, broken, or the folder is gone. What was asked for may have been done in part; asking again is safe. */
public final class DiskException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the reason of the operating system. */
    public DiskException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without a further cause. */
    public DiskException(String message) {
        super(message);
    }
}
