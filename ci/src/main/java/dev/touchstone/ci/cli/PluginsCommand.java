package dev.touchstone.ci.cli;

import dev.touchstone.broker.ctl.Plugins;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code touchstone plugins WORD …}: the words of rabbitmq-plugins, with its exit codes (CTL-11). */
@Command(
        name = "plugins",
        header = "Lists, enables and disables plugins of a broker in the words of rabbitmq-plugins.",
        description = {
            "",
            "Asks the broker of --data FOLDER (default: the variable TOUCHSTONE_DATA), and where none runs changes the file",
            "enabled_plugins in it for the next start. Words: list, enable, disable, set, is_enabled, directories."
        },
        customSynopsis = "touchstone plugins [--data FOLDER] WORD [PLUGIN...]")
public final class PluginsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Unmatched
    private final List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        return Plugins.run(
                words, spec.commandLine().getOut(), spec.commandLine().getErr());
    }
}
