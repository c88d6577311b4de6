package dev.touchstone.reports.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bounds and defaults for texts: a broker chooses part of what a result holds, so nothing in it may grow without limit. */
final class Texts {
    /** Longest text, in chars; a reply text or a dumped body beyond it is cut. */
    static final int MAX_CHARS = 16_384;
    /** Longest transcript, in lines. */
    static final int MAX_LINES = 4_000;

    private Texts() {}

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : wellFormed(cut(text));
    }

    static String required(String what, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("The " + what + " is missing");
        }
        return wellFormed(cut(text));
    }

    static List<String> lines(@Nullable List<String> lines) {
        if (lines == null) {
            return List.of();
        }
        if (lines.size() <= MAX_LINES) {
            return lines.stream().map(Texts::orEmpty).toList();
        }
        String note = "… " + (lines.size() - MAX_LINES + 1) + " more lines";
        return Stream.concat(lines.stream().limit(MAX_LINES - 1L).map(Texts::orEmpty), Stream.of(note))
                .toList();
    }

    private static String cut(String text) {
        if (text.length() <= MAX_CHARS) {
            return text;
        }
        String note = " … cut, " + text.length() + " characters in all";
        return text.substring(0, MAX_CHARS - note.length()) + note;
    }

    /** Half a surrogate pair cannot be stored as UTF-8; it becomes a question mark. */
    private static String wellFormed(String text) {
        boolean broken = text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return broken ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8) : text;
    }
}
