package dev.touchstone.ci.cli;

import dev.touchstone.broker.ctl.Ctl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code touchstone ctl WORD …}: everything after it belongs to the control command, which has rules of its own for it (CTL-01). */
@Command(
        name = "ctl",
        header = "Administers a running broker in the words of rabbitmqctl.",
        description = {
            "",
            "Reaches the broker of --data FOLDER (default: the variable TOUCHSTONE_DATA) over its local channel, which needs no",
            "password but the folder; without one of them the management API: --url http://127.0.0.1:15672, --user and",
            "--password (guest). Of the options of rabbitmqctl it takes -n, -p VHOST, -q, -s, -t, --formatter table|json|csv,",
            "--no-table-headers and those of single words. The word help lists all words."
        },
        customSynopsis = "touchstone ctl [-p VHOST] [-q] WORD [ARGUMENT...]")
public final class CtlCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Unmatched
    private final List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        return Ctl.run(words, spec.commandLine().getOut(), spec.commandLine().getErr());
    }
}
