package dev.touchstone.reports.badge;

import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.reports.view.Outcome;
import dev.touchstone.reports.view.Words;

/** A badge in SVG: left {@code AMQP 0-9-1}, right what the run says and how many rules it judged. */
public final class Badge {
    private static final String LEFT = "AMQP 0-9-1";
    private static final int PADDING = 6;
    private static final int NARROW = 4;
    private static final int NORMAL = 7;
    private static final int WIDE = 10;

    private Badge() {}

    /** The picture. */
    public static String render(RunResult run) {
        Outcome outcome = Outcome.of(run);
        String right = text(run, outcome);
        int leftWidth = width(LEFT) + 2 * PADDING;
        int rightWidth = width(right) + 2 * PADDING;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" aria-label="%4$s: %5$s">
                <title>%4$s: %5$s</title>
                <linearGradient id="s" x2="0" y2="100%%"><stop offset="0" stop-color="#bbb" stop-opacity=".1"/><stop offset="1" stop-opacity=".1"/></linearGradient>
                <clipPath id="r"><rect width="%1$d" height="20" rx="3" fill="#fff"/></clipPath>
                <g clip-path="url(#r)">
                <rect width="%2$d" height="20" fill="#3b3f46"/>
                <rect x="%2$d" width="%3$d" height="20" fill="%6$s"/>
                <rect width="%1$d" height="20" fill="url(#s)"/>
                </g>
                <g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">
                <text x="%7$s" y="14" textLength="%8$d">%4$s</text>
                <text x="%9$s" y="14" textLength="%10$d">%5$s</text>
                </g>
                </svg>
                """.formatted(
                        leftWidth + rightWidth,
                        leftWidth,
                        rightWidth,
                        LEFT,
                        right,
                        colour(outcome),
                        half(leftWidth),
                        width(LEFT),
                        half(2 * leftWidth + rightWidth),
                        width(right));
    }

    private static String text(RunResult run, Outcome outcome) {
        String rules = Words.count(run.coverage().judged(), "rule") + " judged";
        return switch (outcome) {
            case FAILS -> Words.count(run.summary().count(Verdict.FAIL), "failure") + ", " + rules;
            case UNCLEAR -> "no clear result";
            case INCOMPLETE -> "incomplete";
            case NOTHING -> "nothing judged";
            case WITH_DEVIATIONS ->
                "conforms, " + Words.count(run.summary().count(Verdict.DEVIATION), "deviation") + ", " + rules;
            case STALE_PROFILE, CONFORMS -> "conforms, " + rules;
        };
    }

    /** Dark enough for white text: at least 4.5 to 1. */
    private static String colour(Outcome outcome) {
        return switch (outcome) {
            case FAILS -> "#b3261e";
            case UNCLEAR, INCOMPLETE -> "#8f5a00";
            case NOTHING -> "#5b6270";
            case STALE_PROFILE, WITH_DEVIATIONS -> "#5f6b00";
            case CONFORMS -> "#1b7a46";
        };
    }

    private static String half(int twice) {
        return twice % 2 == 0 ? Integer.toString(twice / 2) : twice / 2 + ".5";
    }

    /** Width in pixels at 11 px, near enough: the text is stretched to it wherever it is shown. */
    private static int width(String text) {
        return text.chars().map(Badge::width).sum();
    }

    private static int width(int c) {
        if (" ,.:ijlIft-1r".indexOf(c) >= 0) {
            return NARROW + (c == '1' || c == '-' || c == 'r' ? 1 : 0);
        }
        return "MWQmw".indexOf(c) >= 0 ? WIDE : NORMAL;
    }
}
