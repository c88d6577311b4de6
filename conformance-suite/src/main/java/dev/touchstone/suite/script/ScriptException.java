package dev.touchstone.suite.script;

/** A script that cannot be read: names the line and what to write instead. */
public final class ScriptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param line from 1 */
    public ScriptException(int line, String message) {
        super("line " + line + ": " + message);
    }
}
