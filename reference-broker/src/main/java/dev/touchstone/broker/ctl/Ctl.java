package dev.touchstone.broker.ctl;

import dev.touchstone.broker.node.Control;
import dev.touchstone.broker.node.LocalChannel;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The control command: {@code rabbitmqctl} and {@code rabbitmq-diagnostics} by another name. It reaches a broker of this machine over the local channel of
 * its data folder, {@code --data FOLDER} or the variable {@code TOUCHSTONE_DATA}, without a password; any broker over the management API, {@code --url}
 * (http://127.0.0.1:15672), {@code --user} and {@code --password} (guest). Of the original's options it takes {@code -n}, {@code -p}, {@code -q},
 * {@code -s}, {@code -t}, {@code --formatter table|json|csv} and {@code --no-table-headers}, and those of single words.
 */
public final class Ctl {
    /** Names the data folder where no option does. */
    public static final String DATA_VARIABLE = "TOUCHSTONE_DATA";

    private static final List<String> OF_ONE_HOST =
            List.of("vhosts/", "vhost-limits/", "policies/", "operator-policies/");

    private final CommandLine line;
    private final Asked node;
    private final PrintWriter out;

    private Ctl(CommandLine line, Control control, PrintWriter out) {
        this.line = line;
        this.node = new Asked(control);
        this.out = out;
    }

    /** Runs one command on the broker that its options or the environment name. */
    public static int run(List<String> arguments, PrintWriter out, PrintWriter err) {
        return run(arguments, out, err, null);
    }

    /**
     * Runs one command; what it says goes to {@code out}, what is wrong to {@code err}. Returns the exit code (CTL-01).
     *
     * @param given the way to the node, or null: the options name it
     */
    public static int run(List<String> arguments, PrintWriter out, PrintWriter err, @Nullable Control given) {
        return guarded(out, err, () -> {
            CommandLine line = CommandLine.of(arguments);
            Control control = given == null ? control(line, System.getenv()) : given;
            if (!(control instanceof Remote)) {
                NodeWords.checkName(line);
            }
            new Ctl(line, control, out).run();
        });
    }

    /** Runs something and turns what it refuses into a sentence and an exit code. */
    static int guarded(PrintWriter out, PrintWriter err, Runnable command) {
        try {
            command.run();
            out.flush();
            return 0;
        } catch (CtlException e) {
            out.flush();
            String message = String.valueOf(e.getMessage());
            err.println(
                    message.startsWith(CtlException.NO_VHOST)
                            ? message
                            : message.startsWith("(")
                                    ? "Error " + message
                                    : "Error:" + System.lineSeparator() + message);
            err.flush();
            return e.code();
        }
    }

    /** An address wins over a folder in the environment, a folder that is named over everything. */
    static Control control(CommandLine line, Map<String, String> environment) {
        String folder = line.option("--data", line.has("--url") ? "" : environment.getOrDefault(DATA_VARIABLE, ""));
        return folder.isEmpty()
                ? new Remote(
                        URI.create(line.option("--url", "http://127.0.0.1:15672")),
                        line.option("--user", "guest"),
                        line.option("--password", "guest"))
                : LocalChannel.to(Path.of(folder));
    }

    private void run() {
        String command = line.words().isEmpty() ? "help" : line.words().get(0);
        Function<CommandLine, Listed> list = Lists.byWord().get(command);
        if (line.has("--help") || command.equals("help")) {
            out.println(help());
        } else if (list != null) {
            Listed listed = list.apply(line);
            line.expect(0, Lists.most(command, listed));
            list(listed);
        } else {
            Word word = words().get(command);
            if (word == null) {
                throw new CtlException(CtlException.USAGE, "Command '" + command + "' not found.");
            }
            line.expect(word.least(), word.most());
            say(word.banner().get());
            String said = word.work().get();
            if (!said.isEmpty()) {
                out.println(said);
            }
        }
    }

    private void say(String banner) {
        if (!line.isQuiet() && !banner.isEmpty()) {
            out.println(banner);
            out.flush();
        }
    }

    private void list(Listed listed) {
        List<String> columns = listed.chosen(line.from(0));
        say(listed.banner());
        Asked.Answer answer = node.send("GET", listed.path(), null);
        if (answer.isMissing() && listed.path().startsWith("users/")) {
            throw noSuchUser(line.word(0));
        } else if (isOfMissingHost(listed, answer)) {
            throw CtlException.noVhost(line.vhost());
        }
        if (answer.isMissing() && listed.path().startsWith("user-limits/")) {
            throw noSuchUser(line.option("--user", ""));
        }
        // A virtual host that does not exist lists nothing, and that is no error (CTL-03).
        if (!answer.isMissing() && answer.status() >= 400) {
            throw new CtlException(CtlException.UNAVAILABLE, answer.reason());
        }
        new Table(line, out).print(answer.isMissing() ? Asked.read("[]") : answer.json(), columns, listed);
    }

    /** Queues, exchanges, bindings and consumers of a virtual host that does not exist are none; everything else is refused. */
    private boolean isOfMissingHost(Listed listed, Asked.Answer answer) {
        return listed.vhost() != null
                ? node.send("GET", "vhosts/" + Asked.path(listed.vhost()), null).isMissing()
                : answer.isMissing() && OF_ONE_HOST.stream().anyMatch(listed.path()::startsWith);
    }

    private static CtlException noSuchUser(String name) {
        return new CtlException(CtlException.UNAVAILABLE, "{:no_such_user, \"" + name + "\"}");
    }

    private Map<String, Word> words() {
        Map<String, Word> all = new TreeMap<>();
        new UserWords(node, line).addTo(all);
        new RuleWords(node, line).addTo(all);
        new ThingWords(node, line).addTo(all);
        new NodeWords(node, line).addTo(all);
        new StatusWords(node, line).addTo(all);
        return all;
    }

    private String help() {
        TreeSet<String> names = new TreeSet<>(words().keySet());
        names.addAll(Lists.byWord().keySet());
        return "Commands:" + System.lineSeparator() + "   " + String.join(System.lineSeparator() + "   ", names);
    }
}
