package dev.touchstone.reports.compare;

import dev.touchstone.reports.console.Style;
import dev.touchstone.reports.markdown.Md;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.reports.view.SafeText;
import dev.touchstone.reports.view.Words;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What changed from one result to another, for people: on a terminal and as Markdown. Which results these are stands above it. */
public final class ComparisonText {
    private static final int MAX_CAME = 200;
    private static final int MAX_ROWS = 500;

    private ComparisonText() {}

    /** Lines for a terminal; complete whatever their number. */
    public static String console(Comparison comparison, Style style) {
        StringBuilder out = new StringBuilder();
        for (Difference.Kind kind : Difference.Kind.values()) {
            List<Difference> some = comparison.of(kind);
            if (!some.isEmpty()) {
                out.append('\n')
                        .append(style.paint(tone(kind), kind.label() + " (" + some.size() + ")"))
                        .append('\n');
                some.forEach(difference -> consoleRow(out, difference, style));
            }
        }
        rules(out, "\nrules judged only in the first: ", comparison.rulesLost());
        rules(out, "\nrules judged only in the second: ", comparison.rulesGained());
        out.append('\n').append(style.bold(conclusion(comparison))).append('\n');
        return style.fit(out.toString());
    }

    /** A section for a step summary; at most 500 rows of each kind. */
    public static String markdown(Comparison comparison) {
        StringBuilder out = new StringBuilder("### ");
        out.append(comparison.worse() ? "❌ " : "✅ ")
                .append(Md.text(conclusion(comparison)))
                .append('\n');
        for (Difference.Kind kind : Difference.Kind.values()) {
            List<Difference> some = comparison.of(kind);
            if (!some.isEmpty()) {
                out.append("\n#### ")
                        .append(kind.label())
                        .append(" (")
                        .append(some.size())
                        .append(")\n\n");
                out.append("| Case | Change | Came |\n| --- | --- | --- |\n");
                some.stream().limit(MAX_ROWS).forEach(difference -> markdownRow(out, difference));
                if (some.size() > MAX_ROWS) {
                    out.append("\n… and ").append(some.size() - MAX_ROWS).append(" more\n");
                }
            }
        }
        return out.toString();
    }

    private static void consoleRow(StringBuilder out, Difference difference, Style style) {
        out.append("  ").append(SafeText.line(difference.id())).append("  ");
        out.append(style.dim(SafeText.line(difference.change()))).append('\n');
        if (!difference.came().isEmpty()) {
            out.append("      came: ")
                    .append(SafeText.cut(SafeText.line(difference.came()), MAX_CAME))
                    .append('\n');
        }
    }

    private static void markdownRow(StringBuilder out, Difference difference) {
        out.append("| ").append(Md.text(SafeText.cut(difference.id(), MAX_CAME)));
        out.append(" | ").append(Md.text(SafeText.cut(difference.change(), MAX_CAME)));
        out.append(" | ")
                .append(Md.text(SafeText.cut(difference.came(), MAX_CAME)))
                .append(" |\n");
    }

    private static void rules(StringBuilder out, String label, Set<String> ids) {
        if (!ids.isEmpty()) {
            out.append(label).append(SafeText.line(String.join(" ", ids))).append('\n');
        }
    }

    private static String conclusion(Comparison comparison) {
        int worse = count(comparison, Difference.Kind::isWorse);
        int better = count(comparison, Difference.Kind::isBetter);
        int others = comparison.differences().size() - worse - better;
        if (comparison.differences().isEmpty()) {
            return "No difference in " + Words.count(comparison.same(), "case");
        }
        return worse + " worse, " + better + " better, " + others + " otherwise different, " + comparison.same()
                + " the same";
    }

    private static int count(Comparison comparison, Predicate<Difference.Kind> wanted) {
        return (int) comparison.differences().stream()
                .filter(difference -> wanted.test(difference.kind()))
                .count();
    }

    private static Verdict tone(Difference.Kind kind) {
        return switch (kind) {
            case NEW_FAILURE, WORSE -> Verdict.FAIL;
            case FIXED, BETTER -> Verdict.PASS;
            case CHANGED -> Verdict.DEVIATION;
            case ONLY_A, ONLY_B -> Verdict.INFO;
        };
    }
}
