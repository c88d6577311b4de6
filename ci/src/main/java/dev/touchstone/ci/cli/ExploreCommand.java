package dev.touchstone.ci.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.touchstone.ci.target.OpenTarget;
import dev.touchstone.ci.target.TargetChooser;
import dev.touchstone.suite.model.Model;
import dev.touchstone.suite.scenario.Discovery;
import dev.touchstone.suite.scenario.Explorer;
import dev.touchstone.suite.scenario.Stages;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code touchstone explore [TARGET]}. */
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Invents scenarios, holds a broker against a model, and makes what differs a small script.",
        description = {
            "",
            "Several clients declare, bind, publish, consume, settle, make mistakes and leave, as a seed says. A model of a",
            "virtual host says what must come of each step. What comes otherwise is reduced to a script that",
            "'touchstone replay' plays without model and generator. See docs/scenarios.md.",
            "TARGET is one of embedded (the default), amqp://…, amqps://…, command:rabbitmq, command:touchstone, command:qpid,",
            "docker:IMAGE, planted:BUG.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 no disagreement; 1 disagreements; 2 wrong words; 3 target unreachable or login refused;",
            "4 not AMQP 0-9-1; 5 a bug of ours; 130 Ctrl-C."
        })
public final class ExploreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "Which broker; see above.")
    private @Nullable String targetName;

    @Option(names = "--seed", paramLabel = "N", description = "Of the first scenario; default: a fresh one.")
    private @Nullable Long seed;

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many scenarios (${DEFAULT-VALUE}, or as many as --budget allows).")
    private long tries;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "60",
            description = "Steps of each scenario, 1 to 10000 (${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--budget", paramLabel = "TIME", description = "Go on for this time: 90s, 30m, 2h.")
    private @Nullable String budget;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "4",
            description = "Scenarios side by side, 1 to 64 (${DEFAULT-VALUE}).")
    private int jobs;

    @Mixin
    private final Patience patience = new Patience();

    @Option(
            names = "--scripts",
            paramLabel = "FOLDER",
            defaultValue = "touchstone-scripts",
            description = "Where scripts of disagreements are written (${DEFAULT-VALUE}).")
    private Path scripts;

    @Option(names = "--json", paramLabel = "FILE", description = "Write figures, coverage and disagreements as JSON.")
    private @Nullable Path json;

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Override
    public Integer call() throws IOException {
        UserError.check(steps >= 1 && steps <= 10_000, "--steps takes 1 to 10000, not " + steps);
        UserError.check(jobs >= 1 && jobs <= 64, "--jobs takes 1 to 64, not " + jobs);
        Duration wait = patience.time();
        long chosen = seed == null ? new java.security.SecureRandom().nextLong() >>> 24 : seed;
        Duration limit = budget == null ? Duration.ofDays(1) : ScriptFiles.budget(budget);
        Explorer.Settings settings = new Explorer.Settings(
                chosen, budget == null ? tries : Long.MAX_VALUE, steps, limit, jobs, wait, Duration.ofSeconds(20));
        try (OpenTarget target = TargetChooser.open(targetName, targetOptions);
                Stages stages = new Stages(target.target())) {
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "Exploring %s (%s), seed %d%n",
                    target.info().name(), target.info().headline(), chosen);
            out.flush();
            return explore(new Explorer(stages, settings, Model::new, found -> show(found, out)), chosen, out);
        }
    }

    private int explore(Explorer explorer, long chosen, PrintWriter out) throws IOException {
        long began = System.nanoTime();
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "explore-progress");
            thread.setDaemon(true);
            return thread;
        });
        try (Interrupt interrupt = new Interrupt(explorer::stop)) {
            ticker.scheduleAtFixedRate(() -> say(explorer, began, out), 10, 10, TimeUnit.SECONDS);
            explorer.run();
            ticker.shutdownNow();
            say(explorer, began, out);
            report(explorer, chosen, began, out);
            return interrupt.happened()
                    ? ExitCodes.INTERRUPTED
                    : explorer.discoveries().isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
        } finally {
            ticker.shutdownNow();
        }
    }

    private static double seconds(long began) {
        return Math.max(1, System.nanoTime() - began) / 1e9;
    }

    private static void say(Explorer explorer, long began, PrintWriter out) {
        double seconds = seconds(began);
        long actions = explorer.coverage().actions();
        out.printf(
                "%6.0f s: %d scenarios (%d cut short), %d actions, %.0f actions/s, %d disagreements%n",
                seconds,
                explorer.scenarios(),
                explorer.givenUp(),
                actions,
                actions / seconds,
                explorer.discoveries().size());
        out.flush();
    }

    private synchronized void show(Discovery discovery, PrintWriter out) {
        Path file = ScriptFiles.write(scripts, discovery);
        out.printf(
                "%nDisagreement (seed %d, %d steps, shrunk to %d, fails in %d of %d replays): %s%n",
                discovery.seed(),
                discovery.steps(),
                discovery.script().lines().size(),
                discovery.failures(),
                discovery.replays(),
                discovery.mismatch());
        discovery.script().print().lines().forEach(line -> out.println("  " + line));
        out.println("  written to " + file);
        out.println();
        out.flush();
    }

    private void report(Explorer explorer, long chosen, long began, PrintWriter out) throws IOException {
        List<String> never = explorer.coverage().neverReached();
        out.println(never.isEmpty() ? "Everything was reached." : "Never reached: " + String.join(", ", never));
        if (json != null) {
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(json.toFile(), facts(explorer, chosen, began));
        }
    }

    private static Map<String, Object> facts(Explorer explorer, long chosen, long began) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("seed", chosen);
        facts.put("seconds", seconds(began));
        facts.put("scenarios", explorer.scenarios());
        facts.put("cutShort", explorer.givenUp());
        facts.put("actions", explorer.coverage().actions());
        facts.put("actionsPerSecond", Math.round(explorer.coverage().actions() / seconds(began)));
        facts.put("reached", explorer.coverage().cells());
        facts.put("events", explorer.coverage().events());
        facts.put("neverReached", explorer.coverage().neverReached());
        facts.put(
                "disagreements",
                explorer.discoveries().stream()
                        .map(one -> Map.of(
                                "seed", one.seed(),
                                "expected", one.mismatch().expected(),
                                "came", one.mismatch().came(),
                                "steps", one.steps(),
                                "script", one.script().print(),
                                "failures", one.failures(),
                                "replays", one.replays()))
                        .toList());
        return facts;
    }
}
