package dev.touchstone.suite.script;

import java.util.List;

/**
 * A script: what stands above its first step as a comment, and its lines.
 *
 * @param comments without the leading {@code #}
 */
public record Script(List<String> comments, List<Line> lines) {
    public Script {
        comments = List.copyOf(comments);
        lines = List.copyOf(lines);
    }

    /** @throws ScriptException if it cannot be read */
    public static Script parse(String text) {
        return ScriptParser.parse(text);
    }

    public List<Step> steps() {
        return lines.stream().map(Line::step).toList();
    }

    /** The text of the script; parsing it gives an equal one up to the numbers of the lines. */
    public String print() {
        return ScriptPrinter.print(this);
    }
}
