package dev.touchstone.ci.cli;

import dev.touchstone.ci.target.OpenTarget;
import dev.touchstone.ci.target.TargetChooser;
import dev.touchstone.suite.run.clean.Cleaner;
import dev.touchstone.suite.run.clean.StateFolder;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code touchstone clean TARGET}. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        header = "Removes what killed runs left on a target.",
        description = {
            "",
            "A run removes what it made, also after Ctrl-C. What a run that was killed left behind is removed by this",
            "command: what its journal on this machine names, and, where the target can be administered, whatever has the",
            "whole shape of a generated name (touchstone- and twelve hexadecimal digits). Nothing else is touched."
        })
public final class CleanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TARGET", description = "amqp://… or amqps://…; else AMQP_URL.", arity = "0..1")
    private @Nullable String targetName;

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Option(
            names = "--also-young",
            description = "Also what is younger than an hour and whose run this machine does not know.")
    private boolean alsoYoung;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (OpenTarget target = TargetChooser.open(targetName, targetOptions)) {
            Cleaner.Report report =
                    new Cleaner(StateFolder.ofThisProcess(), Clock.systemUTC()).clean(target.target(), alsoYoung);
            report.removed().forEach(what -> out.println("removed  " + what));
            report.left().forEach(what -> out.println("left     " + what));
            if (report.removed().isEmpty() && report.left().isEmpty()) {
                out.println(
                        "Nothing of a killed run is left on " + target.info().name() + ".");
            }
            return ExitCodes.OK;
        }
    }
}
