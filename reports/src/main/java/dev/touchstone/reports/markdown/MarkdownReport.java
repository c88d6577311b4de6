package dev.touchstone.reports.markdown;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.ConnectionEnd;
import dev.touchstone.reports.model.Coverage;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.Summary;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.reports.view.AreaSummary;
import dev.touchstone.reports.view.Outcome;
import dev.touchstone.reports.view.SafeText;
import dev.touchstone.reports.view.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Results as Markdown: the headline, counts, a table by area, then every case that somebody must look at, its transcript folded. */
public final class MarkdownReport {
    /** Step summaries end at one mebibyte; a character may take four bytes. */
    private static final int MAX_CHARS = 240_000;

    private static final int MAX_TEXT = 2_000;
    private static final int MAX_LINE = 300;

    private final RunResult run;
    private final StringBuilder out = new StringBuilder();

    private MarkdownReport(RunResult run) {
        this.run = run;
    }

    /** The page, lines ended by line feeds. */
    public static String render(RunResult run) {
        MarkdownReport report = new MarkdownReport(run);
        report.head();
        report.areas();
        report.findings();
        return report.out.toString();
    }

    private void head() {
        Outcome outcome = Outcome.of(run);
        TargetInfo target = run.target();
        out.append("## ").append(icon(outcome)).append(' ').append(Md.text(outcome.headline()));
        out.append(" — ").append(Md.text(target.headline())).append("\n\n");
        out.append("**").append(Words.verdicts(run.summary())).append("** · ").append(Outcome.scope(run));
        out.append(" · ").append(Words.duration(run.durationMillis())).append("\n\n");
        if (run.partial()) {
            String why = run.partialReason().isEmpty() ? "" : ": " + Md.text(run.partialReason());
            out.append("> Not everything ran").append(why).append("\n\n");
        }
        List<String> facts = new ArrayList<>();
        facts.add("target " + Md.text(target.name()));
        fact(facts, "platform ", target.platform());
        facts.add(run.profile().isEmpty() ? "no profile" : "profile " + Md.text(run.profile()));
        fact(facts, "seed ", run.seed());
        fact(facts, "Touchstone ", run.toolVersion());
        out.append(String.join(" · ", facts)).append("\n\n");
    }

    private static void fact(List<String> facts, String label, String value) {
        if (!value.isEmpty()) {
            facts.add(label + Md.text(value));
        }
    }

    private static String icon(Outcome outcome) {
        return switch (outcome) {
            case FAILS -> "❌";
            case UNCLEAR, INCOMPLETE, NOTHING -> "⚠️";
            case STALE_PROFILE, WITH_DEVIATIONS, CONFORMS -> "✅";
        };
    }

    private void areas() {
        List<AreaSummary> areas = AreaSummary.of(run).stream()
                .filter(area -> !area.cases().isEmpty())
                .toList();
        if (areas.isEmpty()) {
            out.append("No case ran.\n");
            return;
        }
        List<Verdict> columns = Arrays.stream(Verdict.values())
                .filter(verdict -> run.summary().count(verdict) > 0)
                .sorted((a, b) -> b.compareTo(a))
                .toList();
        out.append("| Area | | Rules judged |");
        columns.forEach(column -> out.append(' ').append(column.label()).append(" |"));
        out.append("\n| --- | --- | ---: |")
                .append(" ---: |".repeat(columns.size()))
                .append('\n');
        for (AreaSummary area : areas) {
            Coverage coverage = area.coverage();
            out.append("| ").append(Md.text(area.area())).append(" | ").append(Md.text(area.title()));
            out.append(" | ")
                    .append(coverage.judged())
                    .append(" of ")
                    .append(coverage.rules())
                    .append(" |");
            cells(columns, area.summary());
        }
        out.append("| **all** | | ").append(run.coverage().judged()).append(" of ");
        out.append(run.coverage().rules()).append(" |");
        cells(columns, run.summary());
    }

    private void cells(List<Verdict> columns, Summary summary) {
        for (Verdict column : columns) {
            int count = summary.count(column);
            out.append(' ').append(count == 0 ? "" : count).append(" |");
        }
        out.append('\n');
    }

    private void findings() {
        List<CaseResult> findings = run.cases().stream()
                .filter(result -> result.verdict().isBad() || result.verdict() == Verdict.UNEXPECTED_PASS)
                .toList();
        if (findings.isEmpty()) {
            return;
        }
        out.append("\n### To look at\n");
        int shown = 0;
        for (CaseResult result : findings) {
            String text = finding(result);
            if (out.length() + text.length() > MAX_CHARS) {
                break;
            }
            out.append(text);
            shown++;
        }
        if (shown < findings.size()) {
            out.append("\n… and ").append(Words.count(findings.size() - shown, "more case"));
            out.append("; the JSON result has them all.\n");
        }
    }

    private static String finding(CaseResult result) {
        StringBuilder text = new StringBuilder("\n<details><summary><b>");
        text.append(result.verdict().name().replace('_', ' ')).append("</b> <code>");
        text.append(Md.html(SafeText.cut(result.id(), MAX_LINE))).append("</code> ");
        text.append(Md.html(SafeText.cut(result.title(), MAX_LINE))).append("</summary>\n\n");
        List<String> lines = new ArrayList<>();
        result.expected().forEach(outcome -> add(lines, "expected   ", outcome));
        add(lines, "came       ", result.actual());
        if (result.connectionEnd().kind() != ConnectionEnd.Kind.NONE) {
            add(lines, "ended      ", result.connectionEnd().describe());
        }
        add(lines, "declared   ", result.deviationReason());
        add(lines, "why        ", result.detail());
        add(lines, "seed       ", result.seed());
        if (!lines.isEmpty()) {
            text.append(Md.fence(String.join("\n", lines)));
        }
        if (!result.transcript().isEmpty()) {
            List<String> wire = SafeText.middleOut(result.transcript(), 20, 40).stream()
                    .map(line -> SafeText.cut(SafeText.line(line), MAX_LINE))
                    .toList();
            text.append("\nThe wire:\n\n").append(Md.fence(String.join("\n", wire)));
        }
        return text.append("\n</details>\n").toString();
    }

    private static void add(List<String> lines, String label, String value) {
        if (!value.isEmpty()) {
            String indent = "\n" + " ".repeat(label.length());
            lines.add(label + SafeText.block(SafeText.cut(value, MAX_TEXT)).replace("\n", indent));
        }
    }
}
