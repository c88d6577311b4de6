package dev.touchstone.reports.compare;

import dev.touchstone.reports.console.Style;
import dev.touchstone.reports.markdown.Md;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.Summary;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.reports.view.AreaSummary;
import dev.touchstone.reports.view.SafeText;
import dev.touchstone.reports.view.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several results beside one another: a row for each area, a column for each result. A cell says how many cases hold of how many that
 * ran, and behind it what the others are, by the marks of {@link Words#mark}.
 */
public final class Standings {
    private static final int MAX_TITLE = 36;
    private static final String NOTHING = "·";

    private final List<RunResult> runs;
    /** Area to its title, in the order of the books. */
    private final Map<String, String> areas = new LinkedHashMap<>();

    private final List<Map<String, Summary>> cells = new ArrayList<>();

    private Standings(List<RunResult> runs) {
        this.runs = List.copyOf(runs);
        for (RunResult run : runs) {
            Map<String, Summary> column = new HashMap<>();
            for (AreaSummary area : AreaSummary.of(run)) {
                if (!area.cases().isEmpty()) {
                    areas.merge(area.area(), area.title(), (one, other) -> one.isEmpty() ? other : one);
                    column.put(area.area(), area.summary());
                }
            }
            cells.add(column);
        }
    }

    /** The table of these results, numbered from 1 in the order given. */
    public static Standings of(List<RunResult> runs) {
        return new Standings(runs);
    }

    /** For a terminal: what the numbers stand for, then the table. */
    public String console(Style style) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < runs.size(); i++) {
            out.append(style.bold(Integer.toString(i + 1)))
                    .append("  ")
                    .append(describe(runs.get(i)))
                    .append('\n');
        }
        out.append('\n');
        int areaWidth = Math.max(
                4, areas.keySet().stream().mapToInt(String::length).max().orElse(0));
        int[] widths = widths();
        int titleWidth = titleWidth(style, areaWidth, widths);
        header(out, areaWidth, titleWidth, widths, style);
        areas.forEach((area, title) -> {
            out.append(style.bold(padded(SafeText.line(area), areaWidth)));
            title(out, title, titleWidth);
            for (int i = 0; i < runs.size(); i++) {
                cell(out, cells.get(i).get(area), i, widths, style);
            }
            out.append('\n');
        });
        out.append(style.bold(padded("all", areaWidth)));
        title(out, "", titleWidth);
        for (int i = 0; i < runs.size(); i++) {
            cell(out, runs.get(i).summary(), i, widths, style);
        }
        out.append('\n').append(style.dim(key())).append('\n');
        return style.fit(out.toString());
    }

    /** The same as Markdown. */
    public String markdown() {
        StringBuilder out = new StringBuilder("## " + Words.count(runs.size(), "result") + " by area\n\n");
        StringBuilder header = new StringBuilder("| Area |");
        StringBuilder rule = new StringBuilder("| --- |");
        for (int i = 0; i < runs.size(); i++) {
            out.append(i + 1)
                    .append(". ")
                    .append(Md.text(describe(runs.get(i))))
                    .append('\n');
            header.append(' ')
                    .append(i + 1)
                    .append(": ")
                    .append(Md.text(runs.get(i).target().headline()))
                    .append(" |");
            rule.append(" --- |");
        }
        out.append('\n').append(header).append('\n').append(rule).append('\n');
        areas.forEach((area, title) -> {
            out.append("| ")
                    .append(Md.text(title.isEmpty() ? area : area + " " + title))
                    .append(" |");
            cells.forEach(
                    column -> out.append(' ').append(words(column.get(area))).append(" |"));
            out.append('\n');
        });
        out.append("| all |");
        runs.forEach(run -> out.append(' ').append(words(run.summary())).append(" |"));
        return out.append("\n\n").append(key()).append('\n').toString();
    }

    private void header(StringBuilder out, int areaWidth, int titleWidth, int[] widths, Style style) {
        StringBuilder line = new StringBuilder(padded("area", areaWidth));
        title(line, "", titleWidth);
        for (int i = 0; i < runs.size(); i++) {
            line.append("  ").append(padded(Integer.toString(i + 1), widths[i]));
        }
        out.append(style.dim(line.toString().stripTrailing())).append('\n');
    }

    private static void title(StringBuilder out, String title, int width) {
        if (width > 0) {
            out.append("  ").append(padded(SafeText.cut(SafeText.line(title), width), width));
        }
    }

    /** The last column is not padded: nothing stands behind it. */
    private static void cell(StringBuilder out, @Nullable Summary summary, int column, int[] widths, Style style) {
        String text = padded(words(summary), column == widths.length - 1 ? 0 : widths[column]);
        out.append("  ").append(summary == null ? style.dim(text) : style.paint(worst(summary), text));
    }

    private int[] widths() {
        int[] widths = new int[runs.size()];
        for (int i = 0; i < widths.length; i++) {
            int widest = words(runs.get(i).summary()).length();
            for (Summary summary : cells.get(i).values()) {
                widest = Math.max(widest, words(summary).length());
            }
            widths[i] = widest;
        }
        return widths;
    }

    /** Titles are the first to go where a terminal is narrow. */
    private int titleWidth(Style style, int areaWidth, int[] widths) {
        int others = areaWidth;
        for (int width : widths) {
            others += 2 + width;
        }
        int longest = areas.values().stream().mapToInt(String::length).max().orElse(0);
        int room = style.columns() - others - 2;
        return room < 12 ? 0 : Math.min(room, Math.min(MAX_TITLE, longest));
    }

    private static String words(@Nullable Summary summary) {
        if (summary == null || summary.total() == 0) {
            return NOTHING;
        }
        int good = Arrays.stream(Verdict.values())
                .filter(Standings::holds)
                .mapToInt(summary::count)
                .sum();
        StringBuilder words = new StringBuilder(good + "/" + summary.total());
        for (Verdict verdict : Verdict.values()) {
            if (!holds(verdict) && summary.count(verdict) > 0) {
                words.append(' ').append(summary.count(verdict)).append(Words.mark(verdict));
            }
        }
        return words.toString();
    }

    private static boolean holds(Verdict verdict) {
        return verdict == Verdict.PASS || verdict == Verdict.INFO || verdict == Verdict.UNEXPECTED_PASS;
    }

    private static Verdict worst(Summary summary) {
        for (Verdict verdict : Verdict.values()) {
            if (summary.count(verdict) > 0) {
                return verdict;
            }
        }
        return Verdict.INFO;
    }

    /** What the marks of this table mean; only those that occur. */
    private String key() {
        StringBuilder key = new StringBuilder("cases that hold of those that ran");
        for (Verdict verdict : Verdict.values()) {
            if (!holds(verdict) && runs.stream().anyMatch(run -> run.summary().count(verdict) > 0)) {
                key.append(", ").append(Words.mark(verdict)).append(' ').append(verdict.label());
            }
        }
        return key.toString();
    }

    private static String describe(RunResult run) {
        String profile = run.profile().isEmpty() ? "no profile" : "profile " + run.profile();
        return SafeText.line(run.target().headline() + " · " + run.target().name() + " · " + profile + " · "
                + run.startedAt().substring(0, 16).replace('T', ' ') + (run.partial() ? " · partial" : ""));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
