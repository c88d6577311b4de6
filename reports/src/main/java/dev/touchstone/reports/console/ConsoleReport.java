package dev.touchstone.reports.console;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.ConnectionEnd;
import dev.touchstone.reports.model.RuleResult;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.reports.view.Outcome;
import dev.touchstone.reports.view.SafeText;
import dev.touchstone.reports.view.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The end of a run as text: a table by area, then every case that somebody must look at with its rule, what was expected, what came and
 * the decoded wire, then one line that sums up.
 */
public final class ConsoleReport {
    private static final String INDENT = "  ";
    private static final int LABEL = 10;
    private static final int TRANSCRIPT_HEAD = 20;
    private static final int TRANSCRIPT_TAIL = 40;

    private final RunResult run;
    private final Style style;
    private final Map<String, RuleResult> rules = new HashMap<>();
    private final StringBuilder out = new StringBuilder();

    private ConsoleReport(RunResult run, Style style) {
        this.run = run;
        this.style = style;
        run.rules().forEach(rule -> rules.put(rule.rule().id(), rule));
    }

    /** The whole report, lines ended by line feeds. */
    public static String render(RunResult run, Style style) {
        ConsoleReport report = new ConsoleReport(run, style);
        report.head();
        report.out.append('\n').append(AreaTable.render(run, style));
        report.run.cases().stream().filter(ConsoleReport::needsALook).forEach(report::finding);
        report.conclusion();
        return style.fit(report.out.toString());
    }

    /** One case as it stands in the report; for a runner that shows failures at once. */
    public static String renderCase(RunResult run, CaseResult result, Style style) {
        ConsoleReport report = new ConsoleReport(run, style);
        report.finding(result);
        return style.fit(report.out.toString());
    }

    private static boolean needsALook(CaseResult result) {
        return result.verdict().isBad() || result.verdict() == Verdict.UNEXPECTED_PASS;
    }

    private void head() {
        TargetInfo target = run.target();
        List<String> parts = new ArrayList<>();
        parts.add(style.bold(SafeText.line(target.headline())));
        if (!target.headline().equals(target.name())) {
            parts.add(SafeText.line(target.name()));
        }
        if (!target.uri().isEmpty() && !target.uri().equals(target.name())) {
            parts.add(SafeText.line(target.uri()));
        }
        parts.add(run.profile().isEmpty() ? "no profile" : "profile " + SafeText.line(run.profile()));
        if (!run.seed().isEmpty()) {
            parts.add("seed " + SafeText.line(run.seed()));
        }
        out.append(String.join(" · ", parts)).append('\n');
    }

    private void finding(CaseResult result) {
        out.append('\n').append(style.paint(result.verdict(), result.verdict().name()));
        out.append(INDENT).append(style.bold(SafeText.line(result.id())));
        out.append(style.dim(INDENT + Words.duration(result.millis()))).append('\n');
        result.rules().forEach(this::rule);
        labelled("case", result.title());
        for (int i = 0; i < result.expected().size(); i++) {
            labelled(i == 0 ? "expected" : "or", result.expected().get(i));
        }
        labelled("came", result.actual());
        if (result.connectionEnd().kind() != ConnectionEnd.Kind.NONE) {
            labelled("ended", result.connectionEnd().describe());
        }
        labelled("declared", result.deviationReason());
        labelled("why", result.detail());
        labelled("seed", result.seed());
        transcript(result.transcript());
    }

    private void rule(String id) {
        RuleResult known = rules.get(id);
        if (known == null) {
            labelled("rule", id + " (not in the book)");
        } else {
            String level = known.rule().level().code();
            labelled("rule", id + " " + level + "  " + known.rule().behaviour());
            labelled(
                    "",
                    known.rule().source().isEmpty()
                            ? ""
                            : "source: " + known.rule().source());
        }
    }

    private void transcript(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        out.append(INDENT).append(style.dim("wire")).append('\n');
        for (String line : SafeText.middleOut(lines, TRANSCRIPT_HEAD, TRANSCRIPT_TAIL)) {
            out.append(INDENT + INDENT).append(SafeText.line(line)).append('\n');
        }
    }

    private void labelled(String label, String text) {
        if (text.isEmpty()) {
            return;
        }
        String head = INDENT + label + " ".repeat(LABEL - label.length());
        for (String paragraph : SafeText.block(text).split("\n")) {
            for (String line : Wrap.at(paragraph, style.columns() - INDENT.length() - LABEL)) {
                out.append(style.dim(head)).append(line).append('\n');
                head = " ".repeat(INDENT.length() + LABEL);
            }
        }
    }

    private void conclusion() {
        Outcome outcome = Outcome.of(run);
        out.append('\n').append(style.paint(outcome.tone(), outcome.headline())).append(": ");
        out.append(Words.verdicts(run.summary()));
        out.append(" · ").append(Outcome.scope(run));
        out.append(" · ").append(Words.duration(run.durationMillis())).append('\n');
        if (run.partial()) {
            String why = run.partialReason().isEmpty() ? "" : ": " + SafeText.line(run.partialReason());
            out.append(style.paint(Verdict.INCONCLUSIVE, "Not everything ran" + why))
                    .append('\n');
        }
    }
}
