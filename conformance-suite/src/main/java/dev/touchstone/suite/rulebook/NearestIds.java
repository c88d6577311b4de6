package dev.touchstone.suite.rulebook;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant who mistyped an id. */
final class NearestIds {
    private static final int HOW_MANY = 3;

    private NearestIds() {}

    /** The three ids with the fewest edits to the one asked for; the book's order breaks ties. */
    static List<String> to(String asked, Collection<String> ids) {
        String wanted = asked.toUpperCase(Locale.ROOT);
        return ids.stream()
                .sorted(Comparator.comparingInt(id -> edits(wanted, id)))
                .limit(HOW_MANY)
                .toList();
    }

    /** Levenshtein distance, one row of the table at a time. */
    private static int edits(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
