package dev.touchstone.ci.cli;

import dev.touchstone.reports.compare.Comparison;
import dev.touchstone.reports.compare.ComparisonText;
import dev.touchstone.reports.json.JsonReport;
import dev.touchstone.reports.model.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code touchstone compare A.json B.json}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compares two results: what is worse in the second, what is better, what only one has.",
        footer = {"", "Exit code 6 if something is worse in the second."})
public final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A.json", description = "The earlier result, or that of one broker.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B.json", description = "The later result, or that of another broker.")
    private Path second;

    @Option(names = "--markdown", description = "Write Markdown.")
    private boolean markdown;

    @Override
    public Integer call() {
        Comparison comparison = Comparison.of(read(first), read(second));
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                markdown
                        ? ComparisonText.markdown(comparison)
                        : ComparisonText.console(
                                comparison, Terminal.ofThisProcess().style()));
        return comparison.worse() ? ExitCodes.WORSE : ExitCodes.OK;
    }

    private static RunResult read(Path file) {
        try {
            return JsonReport.read(file);
        } catch (IOException e) {
            throw new UserError(ExitCodes.USAGE, "cannot read " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    ExitCodes.USAGE, file + " is no result of 'touchstone certify --json': " + e.getMessage(), e);
        }
    }
}
