package dev.touchstone.suite.rulebook;

import java.io.Serial;

/** A page of the rule book, or the list of waivers, cannot be read. The message names the file, the line and what to do. */
public final class RuleBookException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A complaint about a file as a whole, or about the book. */
    public RuleBookException(String message) {
        super(message);
    }

    /** A complaint about one line, counted from 1. */
    RuleBookException(String file, int line, String message) {
        super(file + ", line " + line + ": " + message);
    }
}
