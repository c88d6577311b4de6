package dev.touchstone.reports.junitxml;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.ConnectionEnd;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.Summary;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.reports.view.AreaSummary;
import dev.touchstone.reports.view.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Results as JUnit XML: one suite for each area in which something ran. FAIL is a failure, ERROR and INCONCLUSIVE are errors, UNSUPPORTED
 * and DEVIATION are skipped with their reason, the rest passed. UNEXPECTED_PASS is a failure in a strict run only, as in the exit code.
 */
public final class JunitXmlReport {
    private static final int MAX_MESSAGE = 400;

    private final RunResult run;
    private final boolean strict;
    private final StringBuilder out = new StringBuilder();

    private JunitXmlReport(RunResult run, boolean strict) {
        this.run = run;
        this.strict = strict;
    }

    /**
     * The document, to be stored as UTF-8.
     *
     * @param strict whether UNEXPECTED_PASS is a failure
     */
    public static String render(RunResult run, boolean strict) {
        JunitXmlReport report = new JunitXmlReport(run, strict);
        report.document();
        return report.out.toString();
    }

    private void document() {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
        attribute("name", "Touchstone: " + run.target().headline());
        totals(run.summary(), run.durationMillis());
        out.append(">\n");
        for (AreaSummary area : AreaSummary.of(run)) {
            if (!area.cases().isEmpty()) {
                suite(area);
            }
        }
        out.append("</testsuites>\n");
    }

    private void suite(AreaSummary area) {
        out.append("  <testsuite");
        attribute("name", area.area());
        totals(
                area.summary(),
                area.cases().stream().mapToLong(CaseResult::millis).sum());
        attribute("timestamp", run.startedAt());
        out.append(">\n    <properties>\n");
        TargetInfo target = run.target();
        property("area.title", area.title());
        property("target", target.name());
        property("uri", target.uri());
        property("product", target.product());
        property("version", target.version());
        property("platform", target.platform());
        property("profile", run.profile());
        property("seed", run.seed());
        property("touchstone.version", run.toolVersion());
        property("partial", run.partial() ? run.partialReason() : "");
        out.append("    </properties>\n");
        area.cases().forEach(result -> testcase(area, result));
        out.append("  </testsuite>\n");
    }

    private void totals(Summary summary, long millis) {
        int failures = summary.count(Verdict.FAIL) + (strict ? summary.count(Verdict.UNEXPECTED_PASS) : 0);
        attribute("tests", Integer.toString(summary.total()));
        attribute("failures", Integer.toString(failures));
        attribute("errors", Integer.toString(summary.count(Verdict.ERROR) + summary.count(Verdict.INCONCLUSIVE)));
        attribute("skipped", Integer.toString(summary.count(Verdict.UNSUPPORTED) + summary.count(Verdict.DEVIATION)));
        attribute("time", seconds(millis));
    }

    private void testcase(AreaSummary area, CaseResult result) {
        out.append("    <testcase");
        attribute("classname", "touchstone." + area.area());
        attribute("name", result.id());
        attribute("time", seconds(result.millis()));
        out.append(">\n");
        switch (result.verdict()) {
            case FAIL -> problem("failure", result);
            case ERROR, INCONCLUSIVE -> problem("error", result);
            case UNSUPPORTED, DEVIATION -> skipped(result);
            case UNEXPECTED_PASS -> {
                if (strict) {
                    problem("failure", result);
                }
            }
            default -> {}
        }
        element("system-out", systemOut(result));
        out.append("    </testcase>\n");
    }

    private void problem(String kind, CaseResult result) {
        out.append("      <").append(kind);
        attribute("message", SafeText.cut(message(result), MAX_MESSAGE));
        attribute("type", result.verdict().name());
        out.append('>');
        out.append(escape(SafeText.block(expectation(result))));
        out.append("</").append(kind).append(">\n");
    }

    private void skipped(CaseResult result) {
        String reason = result.deviationReason().isEmpty() ? result.detail() : result.deviationReason();
        String message = result.verdict().label() + ": "
                + (reason.isEmpty() ? result.verdict().meaning() : reason);
        out.append("      <skipped");
        attribute("message", SafeText.cut(message, MAX_MESSAGE));
        out.append("/>\n");
    }

    private static String message(CaseResult result) {
        if (result.actual().isEmpty()) {
            return result.detail().isEmpty() ? result.verdict().meaning() : result.detail();
        }
        String expected = String.join(" or ", result.expected());
        return expected.isEmpty() ? result.actual() : "expected " + expected + ", came " + result.actual();
    }

    private static String expectation(CaseResult result) {
        List<String> lines = new ArrayList<>();
        add(lines, "case", result.title());
        result.expected().forEach(outcome -> add(lines, "expected", outcome));
        add(lines, "came", result.actual());
        add(lines, "declared", result.deviationReason());
        add(lines, "why", result.detail());
        return String.join("\n", lines);
    }

    private static String systemOut(CaseResult result) {
        List<String> lines = new ArrayList<>();
        add(lines, "verdict", result.verdict().name());
        add(lines, "rules", String.join(" ", result.rules()));
        if (result.connectionEnd().kind() != ConnectionEnd.Kind.NONE) {
            add(lines, "connection", result.connectionEnd().describe());
        }
        add(lines, "seed", result.seed());
        lines.addAll(result.transcript());
        return SafeText.block(lines);
    }

    private static void add(List<String> lines, String label, String text) {
        if (!text.isEmpty()) {
            lines.add(label + ": " + text);
        }
    }

    private void property(String name, String value) {
        if (!value.isEmpty()) {
            out.append("      <property");
            attribute("name", name);
            attribute("value", value);
            out.append("/>\n");
        }
    }

    private void element(String name, String safe) {
        out.append("      <")
                .append(name)
                .append('>')
                .append(escape(safe))
                .append("</")
                .append(name)
                .append(">\n");
    }

    private void attribute(String name, String value) {
        out.append(' ')
                .append(name)
                .append("=\"")
                .append(escape(SafeText.line(value)))
                .append('"');
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", millis / 1_000, millis % 1_000);
    }

    /** For text that {@link SafeText} made printable: what XML reserves, and nothing else, is left to escape. */
    private static String escape(String safe) {
        return safe.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
