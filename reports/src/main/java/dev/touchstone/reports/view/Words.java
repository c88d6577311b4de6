package dev.touchstone.reports.view;

import dev.touchstone.reports.model.Summary;
import dev.touchstone.reports.model.Verdict;
import java.util.Locale;
import java.util.stream.Collectors;

/** Counts, durations and marks as people read them; the same in every rendering and every locale. */
public final class Words {
    private Words() {}

    /** For example {@code 12 ms}, {@code 4.8 s}, {@code 2 min 05 s}, {@code 1 h 02 min}. */
    public static String duration(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%d.%d s", millis / 1_000, millis % 1_000 / 100);
        }
        long seconds = millis / 1_000;
        if (seconds < 3_600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", seconds / 3_600, seconds % 3_600 / 60);
    }

    /** Number and noun: {@code 1 case}, {@code 2 cases}. */
    public static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Every verdict that occurs, worst first: {@code 1 fail, 2 deviation, 40 pass}; {@code no cases} where none does. */
    public static String verdicts(Summary summary) {
        String list = summary.counts().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + entry.getKey().label())
                .collect(Collectors.joining(", "));
        return list.isEmpty() ? "no cases" : list;
    }

    /** One character that tells the verdicts apart where colour does not. */
    public static String mark(Verdict verdict) {
        return switch (verdict) {
            case ERROR -> "!";
            case FAIL -> "✕";
            case INCONCLUSIVE -> "?";
            case UNEXPECTED_PASS -> "↑";
            case DEVIATION -> "≠";
            case NON_STRICT -> "~";
            case UNSUPPORTED -> "–";
            case PASS -> "✓";
            case INFO -> "i";
        };
    }
}
