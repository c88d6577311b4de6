package dev.touchstone.reports.console;

import java.util.ArrayList;
import java.util.List;

/** Breaks a line at blanks. */
final class Wrap {
    private Wrap() {}

    /** Lines of at most so many characters; a word that is longer is broken. A blank line stays one line. */
    static List<String> at(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text.stripTrailing();
        while (rest.length() > width) {
            int blank = rest.lastIndexOf(' ', width);
            int end = blank > width / 2 ? blank : width;
            if (Character.isHighSurrogate(rest.charAt(end - 1))) {
                end--;
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
