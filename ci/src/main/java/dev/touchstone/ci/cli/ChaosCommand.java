package dev.touchstone.ci.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code touchstone chaos SCENARIO}. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "SCENARIO",
        header = "Breaks a broker on purpose and counts what it loses.",
        subcommands = CrashCommand.class)
public final class ChaosCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which scenario.");
    }
}
