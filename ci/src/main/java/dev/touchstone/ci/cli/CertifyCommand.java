package dev.touchstone.ci.cli;

import dev.touchstone.ci.target.OpenTarget;
import dev.touchstone.ci.target.TargetChooser;
import dev.touchstone.reports.console.ConsoleReport;
import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.suite.profile.Profile;
import dev.touchstone.suite.profile.ProfileException;
import dev.touchstone.suite.profile.Profiles;
import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.run.CaseIndex;
import dev.touchstone.suite.run.RunListener;
import dev.touchstone.suite.run.RunOptions;
import dev.touchstone.suite.run.Runner;
import dev.touchstone.suite.run.clean.RunPrefix;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
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

/** {@code touchstone certify [TARGET]}: the main job. */
@Command(
        name = "certify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Judges a broker rule by rule and writes its certificate.",
        description = {
            "",
            "TARGET is one of",
            "  embedded             our reference broker, started inside this process (the default)",
            "  embedded:rabbitmq-4  the same in the dialect of RabbitMQ 4; see --profile rabbitmq-4",
            "  amqp://host:port/vhost, amqps://…",
            "                       a broker at an address; also from AMQP_URL in the environment",
            "  command:rabbitmq     a private node of the RabbitMQ that is installed on this machine",
            "  command:touchstone   our reference broker as a process of its own, that can be killed and keeps its data",
            "  command:qpid         Qpid Broker-J 10.1.0, with the jars that ci/targets/qpid/install.sh fetches",
            "  docker:IMAGE         a container of that image",
            "  planted:BUG          our reference broker with a mistake; 'touchstone killmatrix --list' names them",
            "",
            "A run works in a virtual host of its own where it may make one, and removes all that it made."
        },
        footer = {
            "",
            "Exit codes: 0 all well; 1 FAIL or INCONCLUSIVE (with --strict also UNEXPECTED_PASS);",
            "2 wrong words; 3 target unreachable or login refused; 4 not AMQP 0-9-1; 5 a bug of ours; 130 Ctrl-C."
        })
public final class CertifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "Which broker; see above.")
    private @Nullable String targetName;

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Option(
            names = "--filter",
            paramLabel = "PATTERN",
            split = ",",
            description = "Only these rules, areas or cases: TTL-06, EXCH*, CONN. May be repeated.")
    private List<String> filter = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "PATTERN", split = ",", description = "Not these.")
    private List<String> exclude = new ArrayList<>();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            split = ",",
            description = "Only rules of these levels: S!, D!, I, Q.")
    private List<String> levels = new ArrayList<>();

    @Option(
            names = "--profile",
            paramLabel = "NAME|FILE",
            description = "Declared deviations; default: by what the broker says it is.")
    private @Nullable String profileName;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "24",
            description = "Cases side by side, 1 to 64 (${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait for something that must come (${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of everything that is generated; default: a fresh one.")
    private @Nullable Long seed;

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "50",
            description = "Generated examples for each property (${DEFAULT-VALUE}).")
    private int tries;

    @Option(names = "--strict", description = "A declared deviation that is gone fails the run.")
    private boolean strict;

    @Option(names = "--fail-fast", description = "Stop at the first case that fails.")
    private boolean failFast;

    @Option(
            names = "--allow-node-control",
            description = "Cases that stop or reconfigure a whole node may do so on this target.")
    private boolean nodeControl;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        UserError.check(jobs >= 1 && jobs <= 64, "--jobs takes 1 to 64, not " + jobs);
        UserError.check(
                timeoutSeconds >= 1 && timeoutSeconds <= 600,
                "--timeout takes 1 to 600 seconds, not " + timeoutSeconds);
        UserError.check(tries >= 1 && tries <= 100_000, "--tries takes 1 to 100000, not " + tries);
        output.checkWritable();
        RuleBook book = RuleBook.standard();
        CaseIndex index = CaseIndex.load();
        Runner runner = new Runner(book, index, output.junitListeners());
        RunOptions options = options();
        UserError.check(!runner.select(options).isEmpty(), "no case matches; 'touchstone list' names rules and cases");
        try (OpenTarget target = TargetChooser.open(targetName, targetOptions)) {
            return judge(book, index, runner, options, target);
        }
    }

    private int judge(RuleBook book, CaseIndex index, Runner runner, RunOptions options, OpenTarget target) {
        Profile profile = profile(book, target);
        PrintWriter out = spec.commandLine().getOut();
        Terminal terminal = Terminal.ofThisProcess();
        if (!output.quiet) {
            out.printf(
                    "Judging %s (%s), profile %s, seed %d%n",
                    target.info().name(), target.info().headline(), profile.name(), options.seed());
            out.flush();
        }
        Instant started = Instant.now();
        try (Interrupt interrupt = new Interrupt(runner::stop);
                Progress progress = new Progress(out, terminal, output.detail())) {
            Optional<Captures> captures = output.captures(progress);
            RunListener listener = captures.isPresent() ? captures.get() : progress;
            List<CaseResult> results = runner.run(target.target(), options, profile, prefix(options), listener);
            progress.finish();
            long millis = Duration.between(started, Instant.now()).toMillis();
            Optional<String> partial = interrupt.happened()
                    ? Optional.of("interrupted")
                    : options.failFast()
                                    && results.stream()
                                            .anyMatch(r -> r.verdict().isBad())
                            ? Optional.of("stopped at the first failure")
                            : Optional.empty();
            RunResult result = new Certificates(book, index)
                    .assemble(
                            target.info(),
                            new Certificates.Facts(started, millis, profile.name(), options.seed()),
                            results,
                            partial);
            if (!output.quiet) {
                out.println(ConsoleReport.render(result, terminal.style()));
            }
            output.write(result, strict, out);
            captures.ifPresent(some -> output.tell(some, out));
            return interrupt.happened() ? ExitCodes.INTERRUPTED : ExitCodes.of(result, strict);
        }
    }

    private Profile profile(RuleBook book, OpenTarget target) {
        Profiles profiles = Profiles.builtIn(book);
        try {
            return profileName == null
                    ? profiles.select(target.info().product(), target.info().version())
                    : profiles.resolve(profileName);
        } catch (ProfileException e) {
            throw new UserError(ExitCodes.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private RunOptions options() {
        long chosen = seed == null ? new java.security.SecureRandom().nextLong() >>> 16 : seed;
        return new RunOptions(
                filter,
                exclude,
                levels,
                jobs,
                Duration.ofSeconds(timeoutSeconds),
                Duration.ofSeconds(Math.max(60, timeoutSeconds * 6L)),
                chosen,
                tries,
                failFast,
                nodeControl);
    }

    private static String prefix(RunOptions options) {
        return RunPrefix.fresh(
                        Instant.now(), options.seed() ^ ProcessHandle.current().pid())
                .text();
    }
}
