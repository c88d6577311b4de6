package dev.touchstone.reports.console;

import dev.touchstone.reports.model.Coverage;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.Summary;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.reports.view.AreaSummary;
import dev.touchstone.reports.view.SafeText;
import dev.touchstone.reports.view.Words;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The table by area: one column for each verdict that occurs, areas in which nothing ran in one line at the end. */
final class AreaTable {
    private static final int MAX_TITLE = 40;
    private static final String GAP = "  ";

    private final Style style;
    private final List<AreaSummary> shown;
    private final List<Verdict> columns;
    private final int areaWidth;
    private final int titleWidth;

    private AreaTable(RunResult run, Style style, List<AreaSummary> shown) {
        this.style = style;
        this.shown = shown;
        this.columns = Arrays.stream(Verdict.values())
                .filter(verdict -> run.summary().count(verdict) > 0)
                .sorted((a, b) -> b.compareTo(a))
                .toList();
        this.areaWidth = Math.max(5, width(shown, AreaSummary::area));
        int others = areaWidth + GAP.length() + 9;
        for (Verdict column : columns) {
            others += GAP.length() + column.label().length();
        }
        int room = style.columns() - others - GAP.length();
        int longest = Math.min(MAX_TITLE, width(shown, AreaSummary::title));
        this.titleWidth = room < 12 ? 0 : Math.min(room, longest);
    }

    static String render(RunResult run, Style style) {
        List<AreaSummary> areas = AreaSummary.of(run);
        List<AreaSummary> shown =
                areas.stream().filter(area -> !area.cases().isEmpty()).toList();
        if (shown.isEmpty()) {
            return "No case ran.\n";
        }
        StringBuilder out = new StringBuilder();
        AreaTable table = new AreaTable(run, style, shown);
        table.header(out);
        table.shown.forEach(area -> table.row(out, area.area(), area.title(), area.coverage(), area.summary()));
        if (shown.size() > 1) {
            table.row(
                    out,
                    "all",
                    "",
                    Coverage.of(shown.stream().flatMap(a -> a.rules().stream()).toList()),
                    run.summary());
        }
        if (shown.size() < areas.size()) {
            out.append(style.dim("nothing ran in " + Words.count(areas.size() - shown.size(), "other area")))
                    .append('\n');
        }
        return out.toString();
    }

    private void header(StringBuilder out) {
        StringBuilder line = new StringBuilder(padRight("area", areaWidth));
        if (titleWidth > 0) {
            line.append(GAP).append(padRight("", titleWidth));
        }
        line.append(GAP).append(padLeft("rules", 7));
        columns.forEach(column ->
                line.append(GAP).append(padLeft(column.label(), column.label().length())));
        out.append(style.dim(line.toString())).append('\n');
    }

    private void row(StringBuilder out, String area, String title, Coverage coverage, Summary summary) {
        out.append(style.bold(padRight(SafeText.line(area), areaWidth)));
        if (titleWidth > 0) {
            out.append(GAP).append(padRight(SafeText.cut(SafeText.line(title), titleWidth), titleWidth));
        }
        out.append(GAP).append(padLeft(coverage.judged() + "/" + coverage.rules(), 7));
        for (Verdict column : columns) {
            int count = summary.count(column);
            String cell = padLeft(
                    count == 0 ? "·" : Integer.toString(count), column.label().length());
            out.append(GAP).append(count == 0 ? style.dim(cell) : style.paint(column, cell));
        }
        out.append('\n');
    }

    private static int width(List<AreaSummary> areas, Function<AreaSummary, String> text) {
        return areas.stream()
                .mapToInt(area -> SafeText.line(text.apply(area)).length())
                .max()
                .orElse(0);
    }

    private static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
