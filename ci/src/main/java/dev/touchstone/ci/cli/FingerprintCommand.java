package dev.touchstone.ci.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.touchstone.ci.target.OpenTarget;
import dev.touchstone.ci.target.TargetChooser;
import dev.touchstone.reports.console.Style;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.reports.view.SafeText;
import dev.touchstone.suite.fingerprint.Fingerprint;
import dev.touchstone.suite.fingerprint.KnownBroker;
import dev.touchstone.suite.fingerprint.KnownBroker.Difference;
import dev.touchstone.suite.fingerprint.KnownBroker.Resemblance;
import dev.touchstone.suite.run.clean.RunPrefix;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code touchstone fingerprint [TARGET]}. */
@Command(
        name = "fingerprint",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Says which broker and version a target behaves like, whatever it calls itself.",
        description = {
            "",
            "Asks some forty questions whose answers differ among brokers, and compares the answers with those of brokers that",
            "were really run. What it makes on the target it removes again. It judges nothing."
        })
public final class FingerprintCommand implements Callable<Integer> {
    private static final int MOST_DIFFERENCES = 25;
    private static final int CELL = 34;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "As for 'touchstone certify'.")
    private @Nullable String targetName;

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Option(names = "--json", description = "Write everything as JSON, every answer included.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (OpenTarget target = TargetChooser.open(targetName, targetOptions)) {
            RunPrefix prefix =
                    RunPrefix.fresh(Instant.now(), ProcessHandle.current().pid());
            Fingerprint taken = Fingerprint.take(target.target(), prefix);
            List<Resemblance> nearest = KnownBroker.nearest(taken, KnownBroker.all());
            if (json) {
                out.println(json(target.info(), taken, nearest));
            } else {
                show(target.info(), taken, nearest, out);
            }
            return ExitCodes.OK;
        }
    }

    private static void show(TargetInfo info, Fingerprint taken, List<Resemblance> nearest, PrintWriter out) {
        Style style = Terminal.ofThisProcess().style();
        out.println(SafeText.line(info.name()) + " calls itself " + style.bold(SafeText.line(info.headline())) + ".");
        if (nearest.isEmpty()) {
            out.println("No broker is known to compare its " + taken.answers().size() + " answers with.");
            return;
        }
        Resemblance first = nearest.get(0);
        out.println(conclusion(first, nearest, info, style));
        out.println();
        out.println(style.dim("  differs in  of  broker"));
        for (Resemblance other : nearest) {
            out.printf(
                    "  %10d  %2d  %s%n",
                    other.distance(), other.compared(), other.broker().name());
        }
        List<Difference> differences = first.differences();
        if (!differences.isEmpty()) {
            out.println();
            table(differences, first.broker(), style, out);
        }
    }

    /** The sentence that the whole command is about. */
    private static String conclusion(Resemblance first, List<Resemblance> all, TargetInfo info, Style style) {
        String names = all.stream()
                .filter(other -> other.distance() == first.distance())
                .map(other -> other.broker().name())
                .collect(Collectors.joining(" and like "));
        if (!first.isNear()) {
            return style.paint(Verdict.DEVIATION, "It behaves like no broker that is known.") + " The nearest is "
                    + names + ".";
        }
        boolean says = names.contains(info.headline());
        String words = "It behaves like " + names + (says ? "." : ", not like what it calls itself.");
        return style.paint(says ? Verdict.PASS : Verdict.DEVIATION, words);
    }

    private static void table(List<Difference> differences, KnownBroker other, Style style, PrintWriter out) {
        Map<String, String> questions = Fingerprint.questions();
        int width = differences.stream()
                .mapToInt(difference -> text(questions, difference).length())
                .max()
                .orElse(8);
        out.println(
                style.dim(String.format("  %-" + width + "s  %-" + CELL + "s  %s", "question", "here", other.name())));
        for (Difference difference :
                differences.stream().limit(MOST_DIFFERENCES).toList()) {
            out.printf(
                    "  %-" + width + "s  %-" + CELL + "s  %s%n",
                    text(questions, difference),
                    cell(difference.here()),
                    cell(difference.there()));
        }
        if (differences.size() > MOST_DIFFERENCES) {
            out.println("  and " + (differences.size() - MOST_DIFFERENCES) + " more; --json has them all");
        }
    }

    private static String text(Map<String, String> questions, Difference difference) {
        return questions.getOrDefault(difference.question(), difference.question());
    }

    private static String cell(String answer) {
        return SafeText.cut(SafeText.line(answer), CELL);
    }

    private static String json(TargetInfo info, Fingerprint taken, List<Resemblance> nearest) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode all = mapper.createObjectNode();
        all.put("schema", "touchstone/fingerprint/1");
        all.put("target", info.name());
        all.put("product", info.product());
        all.put("version", info.version());
        ObjectNode answers = all.putObject("answers");
        taken.answers().forEach(answers::put);
        ArrayNode others = all.putArray("nearest");
        for (Resemblance other : nearest) {
            ObjectNode node = others.addObject();
            node.put("product", other.broker().product());
            node.put("version", other.broker().version());
            node.put("distance", other.distance());
            node.put("compared", other.compared());
            ObjectNode differing = node.putObject("differences");
            for (Difference difference : other.differences()) {
                ObjectNode one = differing.putObject(difference.question());
                one.put("here", difference.here());
                one.put("there", difference.there());
            }
        }
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a fingerprint of texts can be written", e);
        }
    }
}
