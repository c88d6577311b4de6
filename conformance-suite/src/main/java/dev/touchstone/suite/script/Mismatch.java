package dev.touchstone.suite.script;

import java.util.Optional;

/**
 * What came is not what must come.
 *
 * @param kind missing, surplus, different or depth
 * @param expected in the words of scripts
 * @param came in the words of scripts
 * @param event the event that shows it, where there is one: the one that is missing, or the one that came
 */
public record Mismatch(String kind, String expected, String came, Optional<Event> event) {
    /** What it is about without names and numbers, so that mismatches of one sort are told from others. */
    public String sort() {
        return kind
                + event.map(one -> " " + one.kind().word()
                                + (one.kind() == Event.Kind.CLOSED || one.kind() == Event.Kind.CONNECTION_CLOSED
                                        ? " " + String.join(" ", one.operands())
                                        : ""))
                        .orElse("");
    }

    @Override
    public String toString() {
        return "expected " + expected + "; came: " + came;
    }
}
