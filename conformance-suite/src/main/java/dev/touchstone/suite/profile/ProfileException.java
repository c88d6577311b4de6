package dev.touchstone.suite.profile;

import java.io.Serial;

/** A profile cannot be found or read. The message names the file, the line and what to do. */
public final class ProfileException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ProfileException(String message) {
        super(message);
    }

    /** A complaint about one line, counted from 1. */
    ProfileException(String file, int line, String message) {
        super(file + ", line " + line + ": " + message);
    }
}
