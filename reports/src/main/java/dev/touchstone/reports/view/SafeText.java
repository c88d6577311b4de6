package dev.touchstone.reports.view;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes texts safe to show. A result holds bytes that a broker chose: terminal escapes, characters that XML forbids, marks that turn
 * the reading direction round. All of them become visible escapes; the renderers then only escape what their format reserves.
 */
public final class SafeText {
    private SafeText() {}

    /** One line: also line breaks and tabs become visible, as {@code \n}, {@code \r} and {@code \t}. */
    public static String line(String text) {
        return show(text, false);
    }

    /** Several lines: {@code \n} stays, {@code \r\n} becomes {@code \n}, tabs become four spaces. */
    public static String block(String text) {
        return show(text.replace("\r\n", "\n").replace("\t", "    "), true);
    }

    /** Lines of a transcript, joined by {@code \n}; each is one line whatever it holds. */
    public static String block(List<String> lines) {
        return String.join("\n", lines.stream().map(SafeText::line).toList());
    }

    /**
     * A text that is not longer than so many characters; the last one is an ellipsis if something was cut.
     *
     * @param max at least 1
     */
    public static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = max - 1;
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }

    /**
     * Leaves out the middle of a long transcript.
     *
     * @param head lines kept at the start
     * @param tail lines kept at the end
     */
    public static List<String> middleOut(List<String> lines, int head, int tail) {
        if (lines.size() <= head + tail + 1) {
            return lines;
        }
        List<String> kept = new ArrayList<>(lines.subList(0, head));
        kept.add("… " + (lines.size() - head - tail) + " lines left out, the JSON result has them all …");
        kept.addAll(lines.subList(lines.size() - tail, lines.size()));
        return kept;
    }

    private static String show(String text, boolean keepLineFeeds) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c == '\n' && keepLineFeeds) {
                safe.append('\n');
            } else if (isVisible(c)) {
                safe.appendCodePoint(c);
            } else {
                escape(c, safe);
            }
        });
        return safe.toString();
    }

    private static boolean isVisible(int c) {
        if (c >= 0x20 && c < 0x7f) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static void escape(int c, StringBuilder safe) {
        switch (c) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            default -> {
                if (c < 0x100) {
                    safe.append(String.format("\\x%02x", c));
                } else {
                    safe.append(String.format("\\u{%x}", c));
                }
            }
        }
    }
}
