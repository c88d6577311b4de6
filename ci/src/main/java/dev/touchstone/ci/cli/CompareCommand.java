package dev.touchstone.ci.cli;

import dev.touchstone.reports.compare.Comparison;
import dev.touchstone.reports.compare.ComparisonText;
import dev.touchstone.reports.compare.Standings;
import dev.touchstone.reports.console.Style;
import dev.touchstone.reports.json.JsonReport;
import dev.touchstone.reports.model.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code touchstone compare A.json B.json [C.json …]}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Sets results side by side: one table of brokers by areas, and what changed.",
        description = {
            "",
            "Of two results, what changed from the first to the second is listed. Of more than two, what changed is listed",
            "where a later one is of the same product as an earlier one: give them in the order in which they were made."
        },
        footer = {"", "Exit code 6 if anything that is listed got worse."})
public final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "2..*",
            paramLabel = "RESULT.json",
            description = "Results of 'certify --json', the earlier ones first.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--markdown", description = "Write Markdown.")
    private boolean markdown;

    /** What changed between the results of two places in the list. */
    private record Step(int from, int to, Comparison comparison) {}

    @Override
    public Integer call() {
        List<RunResult> results = files.stream().map(CompareCommand::read).toList();
        List<Step> steps = steps(results);
        PrintWriter out = spec.commandLine().getOut();
        Style style = Terminal.ofThisProcess().style();
        Standings standings = Standings.of(results);
        out.println(markdown ? standings.markdown() : standings.console(style));
        for (Step step : steps) {
            out.println(heading(step, style));
            out.println(
                    markdown
                            ? ComparisonText.markdown(step.comparison())
                            : ComparisonText.console(step.comparison(), style));
        }
        if (steps.isEmpty()) {
            out.println("No two of these are of the same broker: nothing is called better or worse.");
        }
        return steps.stream().anyMatch(step -> step.comparison().worse()) ? ExitCodes.WORSE : ExitCodes.OK;
    }

    private String heading(Step step, Style style) {
        String words = "What changed from " + step.from() + " to " + step.to();
        return markdown ? "## " + words + "\n" : style.bold(words);
    }

    /** Two results are always compared; of more, each with the latest before it that is of the same product. */
    private static List<Step> steps(List<RunResult> results) {
        if (results.size() == 2) {
            return List.of(new Step(1, 2, Comparison.of(results.get(0), results.get(1))));
        }
        List<Step> steps = new ArrayList<>();
        for (int to = 1; to < results.size(); to++) {
            for (int from = to - 1; from >= 0; from--) {
                if (product(results.get(from)).equals(product(results.get(to)))) {
                    steps.add(new Step(from + 1, to + 1, Comparison.of(results.get(from), results.get(to))));
                    break;
                }
            }
        }
        return steps;
    }

    private static String product(RunResult result) {
        String product = result.target().product();
        return product.isBlank() ? result.target().name() : product;
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
