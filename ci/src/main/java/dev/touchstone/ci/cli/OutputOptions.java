package dev.touchstone.ci.cli;

import dev.touchstone.reports.badge.Badge;
import dev.touchstone.reports.console.ConsoleReport;
import dev.touchstone.reports.console.Style;
import dev.touchstone.reports.html.HtmlReport;
import dev.touchstone.reports.json.JsonReport;
import dev.touchstone.reports.junitxml.JunitXmlReport;
import dev.touchstone.reports.markdown.MarkdownReport;
import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.view.Words;
import dev.touchstone.suite.run.RunListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.TestExecutionListener;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where results go. */
public final class OutputOptions {
    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    private @Nullable Path json;

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "Write JUnit XML, one suite for each area.")
    private @Nullable Path junitXml;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write a summary in Markdown.")
    private @Nullable Path markdown;

    @Option(names = "--html", paramLabel = "FILE", description = "Write one self-contained page.")
    private @Nullable Path html;

    @Option(names = "--badge", paramLabel = "FILE", description = "Write an SVG badge.")
    private @Nullable Path badge;

    @Option(
            names = "--pcap",
            paramLabel = "FOLDER",
            description = "Write the wire of each failed case as a .pcapng file for Wireshark.")
    private @Nullable Path pcap;

    @Mixin
    private final Signing signing = new Signing();

    @Option(names = "--allure-results", paramLabel = "FOLDER", description = "Write results for Allure.")
    private @Nullable Path allure;

    @Option(names = "--trace-frames", description = "Show the decoded wire of failed cases in full.")
    private boolean traceFrames;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing; the exit code tells.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "A line for each case.")
    private boolean verbose;

    Progress.Detail detail() {
        return quiet ? Progress.Detail.QUIET : verbose ? Progress.Detail.VERBOSE : Progress.Detail.NORMAL;
    }

    /** Allure's listener where its results are asked for; it reads its folder from a system property. */
    List<TestExecutionListener> junitListeners() {
        if (allure == null) {
            return List.of();
        }
        System.setProperty("allure.results.directory", allure.toAbsolutePath().toString());
        return List.of(new io.qameta.allure.junitplatform.AllureJunitPlatform());
    }

    /** Finds out before the run, not after it, that a file cannot be written. */
    void checkWritable() {
        signing.check();
        if (pcap != null) {
            makeFolder(pcap);
        }
        for (Path file : new Path[] {json, junitXml, markdown, html, badge, signing.file()}) {
            UserFiles.checkWritable(file);
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError(ExitCodes.USAGE, "cannot make the folder " + folder + ": " + e.getMessage(), e);
        }
        if (!Files.isWritable(folder)) {
            throw new UserError(ExitCodes.USAGE, "cannot write into the folder " + folder);
        }
    }

    /** The listener that writes captures, in front of another one; empty where none are asked for. */
    Optional<Captures> captures(RunListener next) {
        return pcap == null ? Optional.empty() : Optional.of(new Captures(pcap, next));
    }

    /** Says what became of the captures. */
    void tell(Captures captures, PrintWriter out) {
        if (captures.failure().isPresent()) {
            throw new UserError(
                    ExitCodes.USAGE,
                    "cannot write captures into " + pcap + ": "
                            + captures.failure().get().getMessage());
        }
        if (!quiet && captures.written() > 0) {
            out.println(Words.count(captures.written(), "capture") + " of failed cases in " + pcap);
        }
    }

    /** Writes what was asked for, and the summary into the file that a CI service names. */
    void write(RunResult result, boolean strict, PrintWriter out) {
        UserFiles.write(json, JsonReport.render(result));
        UserFiles.write(junitXml, JunitXmlReport.render(result, strict));
        UserFiles.write(markdown, MarkdownReport.render(result));
        UserFiles.write(html, HtmlReport.render(result));
        UserFiles.write(badge, Badge.render(result));
        signing.write(result, quiet, out);
        String summary = System.getenv("GITHUB_STEP_SUMMARY");
        if (summary != null && !summary.isBlank()) {
            append(Path.of(summary), MarkdownReport.render(result));
        }
        if (traceFrames && !quiet) {
            for (CaseResult found : result.cases()) {
                if (found.verdict().isBad()) {
                    out.println(ConsoleReport.renderCase(result, found, Style.plain()));
                }
            }
        }
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UserError(ExitCodes.USAGE, "cannot write the summary into " + file + ": " + e.getMessage(), e);
        }
    }
}
