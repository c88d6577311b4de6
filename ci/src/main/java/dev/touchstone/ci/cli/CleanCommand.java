package dev.touchstone.ci.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code touchstone clean TARGET}. */
@Command(name = "clean", mixinStandardHelpOptions = true, description = "Removes what killed runs left on a target.")
public final class CleanCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return ExitCodes.OK;
    }
}
