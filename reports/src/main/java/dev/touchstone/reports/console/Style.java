package dev.touchstone.reports.console;

import dev.touchstone.reports.model.Verdict;

/**
 * What a terminal can show. Whoever owns the terminal decides; nothing here looks at the environment.
 *
 * @param colour whether ANSI colours are understood
 * @param unicode whether characters outside ASCII are shown; if not, they are replaced
 * @param columns width in characters, 40 to 400
 */
public record Style(boolean colour, boolean unicode, int columns) {
    private static final String RESET = "\u001b[0m";

    public Style {
        if (columns < 40 || columns > 400) {
            throw new IllegalArgumentException("A terminal has 40 to 400 columns, not " + columns);
        }
    }

    /** No colours, Unicode, 100 columns: for files and pipes. */
    public static Style plain() {
        return new Style(false, true, 100);
    }

    /** ANSI colours, Unicode, 100 columns. */
    public static Style ansi() {
        return new Style(true, true, 100);
    }

    /** The same style for another width; widths outside the range are moved to its ends. */
    public Style withColumns(int width) {
        return new Style(colour, unicode, Math.max(40, Math.min(400, width)));
    }

    /** A text in the colour of a verdict. */
    public String paint(Verdict verdict, String text) {
        return wrap(code(verdict), text);
    }

    /** A text that stands out. */
    public String bold(String text) {
        return wrap("1", text);
    }

    /** A text that steps back. */
    public String dim(String text) {
        return wrap("2", text);
    }

    private String wrap(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
    }

    /** The 16 basic colours: they follow the user's own palette, also on light backgrounds. */
    private static String code(Verdict verdict) {
        return switch (verdict) {
            case ERROR -> "1;35";
            case FAIL -> "1;31";
            case INCONCLUSIVE -> "33";
            case UNEXPECTED_PASS -> "36";
            case DEVIATION -> "33";
            case NON_STRICT -> "36";
            case UNSUPPORTED, INFO -> "2";
            case PASS -> "32";
        };
    }

    /** The text as this terminal can show it. */
    public String fit(String text) {
        if (unicode) {
            return text;
        }
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(c -> ascii.append(toAscii(c)));
        return ascii.toString();
    }

    private static String toAscii(int c) {
        return switch (c) {
            case '→' -> "->";
            case '←' -> "<-";
            case '…' -> "...";
            case '·', '–' -> "-";
            case '✓' -> "+";
            case '✕' -> "x";
            default -> c < 0x80 ? Character.toString(c) : "?";
        };
    }
}
