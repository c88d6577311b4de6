package dev.touchstone.suite.script;

import java.util.List;

/**
 * A step with what must come of it.
 *
 * @param number where it stands in its file, from 1; 0 where it stands in none
 * @param open true if more may come than is expected ({@code -> ?})
 */
public record Line(int number, Step step, List<Event> expected, boolean open) {
    public Line {
        expected = List.copyOf(expected);
    }

    @Override
    public String toString() {
        return ScriptPrinter.line(this);
    }
}
