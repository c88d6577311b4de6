package dev.touchstone.ci.cli;

import dev.touchstone.ci.target.OpenTarget;
import dev.touchstone.ci.target.TargetChooser;
import dev.touchstone.suite.scenario.Corpus;
import dev.touchstone.suite.scenario.Differ;
import dev.touchstone.suite.scenario.Divergence;
import dev.touchstone.suite.scenario.Stages;
import dev.touchstone.suite.script.Script;
import dev.touchstone.suite.script.Stage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code touchstone diff TARGET_A TARGET_B}. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Plays the same scenarios on two brokers and shows where they differ.",
        description = {
            "",
            "The scripts of the regression corpus, then generated ones, go to both brokers step by step. What comes is compared",
            "stream by stream; names and tags that brokers make are left out. Differences are put together by step and kind.",
            "A target is one of embedded, amqp://…, amqps://…, command:rabbitmq, command:touchstone, command:qpid, docker:IMAGE,",
            "planted:BUG.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 no difference that is not accepted; 6 differences; 2 wrong words; 3 a target is unreachable;",
            "4 not AMQP 0-9-1; 5 a bug of ours; 130 Ctrl-C."
        })
public final class DiffCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TARGET_A", description = "The one broker.")
    private String first;

    @Parameters(index = "1", paramLabel = "TARGET_B", description = "The other broker.")
    private String second;

    @Option(names = "--seed", paramLabel = "N", description = "Of the first scenario; default: a fresh one.")
    private @Nullable Long seed;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            defaultValue = "2m",
            description = "Go on for this time: 90s, 30m, 2h (${DEFAULT-VALUE}).")
    private String budget;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "40",
            description = "Steps of each scenario, 1 to 10000 (${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--accept",
            paramLabel = "FILE",
            description = "Differences that are known: lines 'KEY | reason', with KEY as this command prints it.")
    private @Nullable Path accept;

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    /** Differences of one sort: how many, and the first. */
    private record Cluster(long count, Divergence example) {}

    @Override
    public Integer call() {
        UserError.check(steps >= 1 && steps <= 10_000, "--steps takes 1 to 10000, not " + steps);
        Duration limit = ScriptFiles.budget(budget);
        Map<String, String> accepted = accepted();
        long chosen = seed == null ? new java.security.SecureRandom().nextLong() >>> 24 : seed;
        PrintWriter out = spec.commandLine().getOut();
        Duration patience = Duration.ofSeconds(5);
        AtomicBoolean stopped = new AtomicBoolean();
        try (OpenTarget a = TargetChooser.open(first, targetOptions);
                OpenTarget b = TargetChooser.open(second, targetOptions);
                Stages stagesA = new Stages(a.target());
                Stages stagesB = new Stages(b.target());
                Stage one = stagesA.open(patience);
                Stage other = stagesB.open(patience);
                Interrupt interrupt = new Interrupt(() -> stopped.set(true))) {
            out.printf(
                    "A: %s (%s)%nB: %s (%s)%nseed %d%n",
                    a.info().name(),
                    a.info().headline(),
                    b.info().name(),
                    b.info().headline(),
                    chosen);
            out.flush();
            Map<String, Cluster> clusters = new LinkedHashMap<>();
            Differ differ = new Differ(one, other);
            int scripts = compare(differ, chosen, limit, stopped, clusters);
            out.printf(
                    "%d scripts (%d given up: too slow for their own times), %d steps on each%n",
                    scripts, differ.notJudged(), differ.steps());
            boolean clean = report(clusters, accepted, out);
            return interrupt.happened() ? ExitCodes.INTERRUPTED : clean ? ExitCodes.OK : ExitCodes.WORSE;
        }
    }

    private int compare(
            Differ differ, long chosen, Duration limit, AtomicBoolean stopped, Map<String, Cluster> clusters) {
        long deadline = System.nanoTime() + limit.toNanos();
        int scripts = 0;
        Iterator<Script> next = Stream.concat(
                        Corpus.scripts().values().stream(),
                        LongStream.iterate(chosen, one -> one + 1).mapToObj(one -> Differ.generate(one, steps)))
                .iterator();
        while (System.nanoTime() < deadline && !stopped.get()) {
            count(differ, next.next(), clusters);
            scripts++;
        }
        return scripts;
    }

    private static void count(Differ differ, Script script, Map<String, Cluster> clusters) {
        differ.compare(script, clusters.keySet())
                .ifPresent(found -> clusters.merge(
                        found.key(),
                        new Cluster(1, found),
                        (old, ignored) -> new Cluster(old.count() + 1, old.example())));
    }

    private static boolean report(Map<String, Cluster> clusters, Map<String, String> accepted, PrintWriter out) {
        long open = clusters.keySet().stream()
                .filter(key -> !accepted.containsKey(key))
                .count();
        out.printf("%d sorts of differences, %d of them not accepted%n", clusters.size(), open);
        clusters.forEach((key, cluster) -> {
            String reason = accepted.get(key);
            out.printf("%n%s | %s%n", key, reason == null ? "NOT ACCEPTED" : reason);
            out.printf(
                    "  %d times; see rule %s; first:%n",
                    cluster.count(), cluster.example().rule());
            if (reason == null) {
                cluster.example().script().lines().forEach(line -> out.println("    " + line.step()));
                out.println("  A: " + cluster.example().first());
                out.println("  B: " + cluster.example().second());
            }
        });
        return open == 0;
    }

    /** Reasons by key. */
    private Map<String, String> accepted() {
        Map<String, String> accepted = new LinkedHashMap<>();
        for (String line : accept == null
                ? List.<String>of()
                : UserFiles.text(accept).lines().toList()) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int bar = text.indexOf(" | ");
            UserError.check(
                    bar > 0 && !text.substring(bar + 3).isBlank(), accept + ": write 'KEY | reason', not: " + text);
            accepted.put(text.substring(0, bar).strip(), text.substring(bar + 3).strip());
        }
        return accepted;
    }
}
