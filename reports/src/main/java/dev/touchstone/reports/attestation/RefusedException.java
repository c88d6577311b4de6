package dev.touchstone.reports.attestation;

/** A certificate, or a key, that must not be believed or cannot be used; the message is a sentence that says why. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }

    RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
