package dev.touchstone.ci.cli;

import dev.touchstone.ci.kill.Bug;
import dev.touchstone.ci.kill.Bugs;
import dev.touchstone.ci.kill.HuntSettings;
import dev.touchstone.ci.kill.Kill;
import dev.touchstone.ci.kill.KillMatrix;
import dev.touchstone.ci.kill.KnownSurvivors;
import dev.touchstone.ci.kill.MatrixText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code touchstone killmatrix}: which planted bugs the suite finds, by what, and how fast. */
@Command(
        name = "killmatrix",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Runs the suite against planted bugs and says which case kills each.",
        footer = {
            "",
            "Exit codes: 0 all bugs killed but those that are known to survive; 1 another survived, or the broker",
            "without a bug was not all green; 2 wrong words."
        })
public final class KillMatrixCommand implements Callable<Integer> {
    /** Properties that fail because of a planted bug are nobody's concern; held, so that the level stays. */
    private static final Logger JQWIK_LOG = Logger.getLogger("net.jqwik");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--bug",
            paramLabel = "NAME",
            split = ",",
            description = "Only this bug, and no control run. May be repeated.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "Name the bugs; run nothing.")
    private boolean list;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the matrix as JSON.")
    private @Nullable Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the matrix as a page of Markdown.")
    private @Nullable Path markdown;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "At most so long for one bug, 5 to 3600 (${DEFAULT-VALUE}).")
    private int budgetSeconds;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "16",
            description = "Cases side by side, 1 to 64 (${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of everything that is generated; default: a fresh one.")
    private @Nullable Long seed;

    @Override
    public Integer call() {
        UserError.check(
                budgetSeconds >= 5 && budgetSeconds <= 3600, "--budget takes 5 to 3600 seconds, not " + budgetSeconds);
        UserError.check(jobs >= 1 && jobs <= 64, "--jobs takes 1 to 64, not " + jobs);
        List<Bug> bugs = names.isEmpty()
                ? Bugs.all()
                : names.stream().map(KillMatrixCommand::bug).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            bugs.forEach(
                    bug -> out.printf("%-32s %-8s  %s%n", bug.name(), bug.kind().word(), bug.sentence()));
            return ExitCodes.OK;
        }
        return hunt(bugs, settings(), out);
    }

    private int hunt(List<Bug> bugs, HuntSettings settings, PrintWriter out) {
        JQWIK_LOG.setLevel(Level.SEVERE);
        KillMatrix matrix = new KillMatrix(settings);
        out.printf("Hunting %d bugs, seed %d%n", bugs.size(), settings.seed());
        Optional<KillMatrix.Control> control = Optional.empty();
        if (names.isEmpty()) {
            control = Optional.of(matrix.control());
            print(control.get(), out);
        }
        List<Kill> kills = new ArrayList<>();
        matrix.hunt(bugs, kill -> {
            kills.add(kill);
            print(kill, kills.size(), bugs.size(), out);
        });
        out.println(MatrixText.score(kills));
        out.flush();
        UserFiles.write(json, MatrixText.json(kills, control, settings));
        UserFiles.write(markdown, MatrixText.markdown(kills, control, settings));
        boolean green = control.map(found -> found.bad().isEmpty()).orElse(true);
        boolean allKilled = kills.stream()
                .allMatch(kill ->
                        kill.isKilled() || KnownSurvivors.reason(kill.bug()).isPresent());
        return green && allKilled ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static void print(KillMatrix.Control control, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "without a bug: %d cases and properties, %s, %.1f s%n",
                control.judged(),
                control.bad().isEmpty() ? "all green" : "NOT green: " + String.join(", ", control.bad()),
                control.millis() / 1000.0);
        out.flush();
    }

    private static void print(Kill kill, int number, int of, PrintWriter out) {
        String end = kill.outOfTime() ? "SURVIVED until its time was over" : "SURVIVED";
        out.printf(
                Locale.ROOT,
                "%2d of %d  %-32s %6.1f s  %s%n",
                number,
                of,
                kill.bug().name(),
                kill.millis() / 1000.0,
                kill.by().orElse(end));
        out.flush();
    }

    private HuntSettings settings() {
        HuntSettings usual = HuntSettings.defaults(seed == null ? new SecureRandom().nextLong() >>> 16 : seed);
        return new HuntSettings(jobs, usual.patience(), usual.tries(), usual.seed(), Duration.ofSeconds(budgetSeconds));
    }

    private static Bug bug(String name) {
        return Bugs.named(name)
                .orElseThrow(() -> new UserError(
                        ExitCodes.USAGE, "no planted bug is called '" + name + "'; --list names them all"));
    }
}
