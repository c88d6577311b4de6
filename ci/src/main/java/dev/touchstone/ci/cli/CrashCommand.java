package dev.touchstone.ci.cli;

import dev.touchstone.chaos.crash.CrashPlan;
import dev.touchstone.chaos.crash.CrashResult;
import dev.touchstone.chaos.crash.CrashRun;
import dev.touchstone.chaos.history.AnomalyKind;
import dev.touchstone.chaos.history.Checker;
import dev.touchstone.chaos.history.History;
import dev.touchstone.chaos.history.Judgement;
import dev.touchstone.ci.target.OpenTarget;
import dev.touchstone.ci.target.TargetChooser;
import dev.touchstone.ci.target.TouchstoneProcessTarget;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code touchstone chaos crash [TARGET]}. */
@Command(
        name = "crash",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Kills the broker's process again and again under load, and counts what was promised and is gone.",
        description = {
            "",
            "Ten clients publish persistent messages to three durable queues with confirms or in transactions, and consume",
            "with acks or with acks in transactions. At a random moment the process gets kill -9 and is started again. After",
            "the last cycle the queues are drained, and the history of all that clients did and saw is judged:",
            "  L1  a confirmed or committed message is gone although nobody acked it",
            "  P1  a message came that nobody published, that was rolled back, or whose body is another",
            "  O1  the order of one publishing channel is broken in one queue",
            "  D1  a message came a second time without the redelivered flag",
            "  D2  a message came back after its ack was committed",
            "  R1, G1, S1  a durable binding or object is gone; the broker got stuck",
            "Plain acks have no answer; those that were lost with the process are counted, and are no fault.",
            "RabbitMQ 3.10.8 shows D2: it answers commit-ok before acks are on disk. --allow D2 says that this is known.",
            "",
            "TARGET is one of",
            "  command:touchstone   a private process of our reference broker (the default)",
            "  command:rabbitmq     a private node of the RabbitMQ that is installed on this machine",
            "  embedded             the reference broker inside this process, as near to a kill as that gets",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 no anomaly; 1 anomalies; 2 wrong words, or a target that cannot be killed; 3 target unreachable;",
            "5 a bug of ours; 130 Ctrl-C (what was done until then is judged)."
        })
public final class CrashCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "Which broker; see above.")
    private @Nullable String targetName;

    @Option(
            names = "--cycles",
            paramLabel = "N",
            defaultValue = "20",
            description = "How often it is killed, 1 to 100000 (${DEFAULT-VALUE}).")
    private int cycles;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides what clients do and when the kills come; default: a fresh one.")
    private @Nullable Long seed;

    @Option(
            names = "--allow",
            paramLabel = "CODE",
            split = ",",
            description = "Anomalies of these kinds are shown, but do not fail the run.")
    private List<AnomalyKind> allowed = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    private @Nullable Path json;

    @Option(names = "--history", paramLabel = "FILE", description = "Write all that clients did and saw as text.")
    private @Nullable Path history;

    @Option(
            names = "--judge",
            paramLabel = "FILE",
            description = "Run nothing: judge the history in a file that --history wrote.")
    private @Nullable Path stored;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing; the exit code tells.")
    private boolean quiet;

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (stored != null) {
            Judgement judgement = judgedFile(stored);
            CrashReport.print(judgement, out);
            return exitCode(judgement);
        }
        UserFiles.checkWritable(json);
        UserFiles.checkWritable(history);
        CrashPlan plan = plan();
        String name = targetName == null ? TouchstoneProcessTarget.NAME : targetName;
        try (OpenTarget target = TargetChooser.open(name, targetOptions)) {
            Optional<Target> own = name.equals("embedded") ? target.target().freshNode(List.of()) : Optional.empty();
            try (Target killed = own.orElse(target.target())) {
                return run(killed, target.info(), plan, out);
            }
        } catch (UnsupportedByTarget e) {
            throw new UserError(
                    ExitCodes.USAGE, name + " cannot be killed and started again with its data: " + e.getMessage(), e);
        }
    }

    private int run(Target target, TargetInfo info, CrashPlan plan, PrintWriter out)
            throws InterruptedException, IOException {
        CrashProgress progress = new CrashProgress(out, Terminal.ofThisProcess(), plan.cycles(), quiet);
        CrashRun run = new CrashRun(target, plan, progress);
        if (!quiet) {
            out.printf("Killing %s (%s) %d times, seed %d%n", info.name(), info.headline(), plan.cycles(), plan.seed());
            out.flush();
        }
        try (Interrupt interrupt = new Interrupt(run::stop)) {
            CrashResult result = run.run();
            progress.finish();
            if (history != null) {
                run.history().write(history);
            }
            if (json != null) {
                Files.writeString(json, CrashReport.json(info, result, allowed));
            }
            if (!quiet) {
                CrashReport.print(result, allowed, info.name(), out);
            }
            return interrupt.happened() ? ExitCodes.INTERRUPTED : exitCode(result.judgement());
        }
    }

    private int exitCode(Judgement judgement) {
        return judgement.isClean(allowed) ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private CrashPlan plan() {
        long chosen = seed == null ? new java.security.SecureRandom().nextLong() >>> 16 : seed;
        try {
            return CrashPlan.of(cycles, chosen);
        } catch (IllegalArgumentException e) {
            throw new UserError(ExitCodes.USAGE, "--" + e.getMessage(), e);
        }
    }

    private static Judgement judgedFile(Path file) {
        try {
            return Checker.judge(History.read(file).events());
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError(ExitCodes.USAGE, "cannot judge " + file + ": " + e.getMessage(), e);
        }
    }
}
