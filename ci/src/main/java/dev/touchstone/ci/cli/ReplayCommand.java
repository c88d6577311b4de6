package dev.touchstone.ci.cli;

import dev.touchstone.ci.target.OpenTarget;
import dev.touchstone.ci.target.TargetChooser;
import dev.touchstone.suite.scenario.Stages;
import dev.touchstone.suite.script.Script;
import dev.touchstone.suite.script.ScriptException;
import dev.touchstone.suite.script.ScriptPlayer;
import dev.touchstone.suite.script.Stage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code touchstone replay FILE [TARGET]}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Plays a wire script against a broker and says how often it goes another way.",
        description = {
            "",
            "FILE is a script as 'touchstone explore' writes them, or one written by hand: docs/scripts.md.",
            "TARGET is one of embedded (the default), amqp://…, amqps://…, command:rabbitmq, command:touchstone, command:qpid,",
            "docker:IMAGE, planted:BUG.",
            "The script works in a virtual host of its own where it may make one, else under names of its own.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 it went as the script says, every time; 1 it did not; 2 wrong words or no script;",
            "3 target unreachable or login refused; 4 not AMQP 0-9-1; 5 a bug of ours."
        })
public final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The script.")
    private Path file;

    @Parameters(index = "1", arity = "0..1", paramLabel = "TARGET", description = "Which broker; see above.")
    private @Nullable String targetName;

    @Option(names = "--target", paramLabel = "TARGET", description = "The same as TARGET.")
    private @Nullable String targetOption;

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often to play it, 1 to 100000 (${DEFAULT-VALUE}).")
    private int times;

    @Mixin
    private final Patience patience = new Patience();

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Override
    public Integer call() {
        UserError.check(times >= 1 && times <= 100_000, "--times takes 1 to 100000, not " + times);
        Duration wait = patience.time();
        Script script = read(file);
        PrintWriter out = spec.commandLine().getOut();
        try (OpenTarget target = TargetChooser.open(targetName == null ? targetOption : targetName, targetOptions);
                Stages stages = new Stages(target.target());
                Stage stage = stages.open(wait)) {
            ScriptPlayer player = new ScriptPlayer(stage);
            int failures = 0;
            Optional<ScriptPlayer.Failure> first = Optional.empty();
            for (int i = 0; i < times; i++) {
                Optional<ScriptPlayer.Failure> failure = player.play(script).failure();
                failures += failure.isPresent() ? 1 : 0;
                first = first.or(() -> failure);
            }
            out.printf(
                    "%s on %s (%s): %s%n",
                    file.getFileName(), target.info().name(), target.info().headline(), verdict(failures));
            first.ifPresent(failure -> {
                out.println("  "
                        + (failure.line().number() > 0
                                ? "line " + failure.line().number() + ": "
                                : "") + failure.line());
                out.println("  expected: " + failure.mismatch().expected());
                out.println("  came:     " + failure.mismatch().came());
            });
            return failures == 0 ? ExitCodes.OK : ExitCodes.FAILED;
        }
    }

    private String verdict(int failures) {
        if (failures == 0) {
            return times == 1 ? "as the script says" : "as the script says, " + times + " times";
        }
        return times == 1 ? "another way" : "another way in " + failures + " of " + times + " replays";
    }

    private static Script read(Path file) {
        try {
            return Script.parse(UserFiles.text(file));
        } catch (ScriptException e) {
            throw new UserError(ExitCodes.USAGE, file + ", " + e.getMessage(), e);
        }
    }
}
