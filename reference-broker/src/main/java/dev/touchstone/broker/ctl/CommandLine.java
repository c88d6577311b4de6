package dev.touchstone.broker.ctl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words and options of one call: options may stand anywhere, behind {@code --} there are none. */
record CommandLine(List<String> words, Map<String, String> options) {
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("-n", "--node"),
            Map.entry("-p", "--vhost"),
            Map.entry("-q", "--quiet"),
            Map.entry("-s", "--silent"),
            Map.entry("-t", "--timeout"),
            Map.entry("-l", "--longnames"),
            Map.entry("-e", "--enabled"),
            Map.entry("-E", "--implicitly-enabled"),
            Map.entry("-m", "--minimal"),
            Map.entry("-v", "--verbose"),
            Map.entry("-d", "--dry-run"));
    private static final Set<String> FLAGS = Set.of(
            "--quiet",
            "--silent",
            "--longnames",
            "--no-table-headers",
            "--table-headers",
            "--if-empty",
            "--if-unused",
            "--help",
            "--global",
            "--pre-hashed-password",
            "--online",
            "--offline",
            "--all",
            "--local",
            "--enabled",
            "--implicitly-enabled",
            "--minimal",
            "--verbose",
            "--dry-run");
    private static final Set<String> VALUES = Set.of(
            "--node",
            "--vhost",
            "--timeout",
            "--formatter",
            "--apply-to",
            "--priority",
            "--format",
            "--limit",
            "--per-connection-delay",
            "--description",
            "--default-queue-type",
            "--tags",
            "--hashing-algorithm",
            "--script-name",
            "--erlang-cookie",
            "--rabbitmq-home",
            "--mnesia-dir",
            "--unit",
            "--url",
            "--user",
            "--password",
            "--data");

    static CommandLine of(List<String> arguments) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--")) {
                words.addAll(arguments.subList(i + 1, arguments.size()));
                break;
            }
            String name = SHORT.getOrDefault(argument, argument);
            int equals = name.indexOf('=');
            if (!isOption(name)) {
                words.add(argument);
            } else if (equals > 0) {
                options.put(known(name.substring(0, equals)), name.substring(equals + 1));
            } else if (FLAGS.contains(known(name))) {
                options.put(name, "true");
            } else if (i + 1 < arguments.size()) {
                options.put(name, arguments.get(++i));
            } else {
                throw new CtlException(
                        CtlException.USAGE, "(argument validation): option " + argument + " needs a value");
            }
        }
        return new CommandLine(words, options);
    }

    /** A minus alone, or before a number, is a word: a file that is standard output, a priority. */
    private static boolean isOption(String argument) {
        return argument.startsWith("-") && argument.length() > 1 && !Character.isDigit(argument.charAt(1));
    }

    private static String known(String option) {
        if (!FLAGS.contains(option) && !VALUES.contains(option)) {
            throw new CtlException(
                    CtlException.USAGE, "(argument validation): Invalid options for this command: " + option);
        }
        return option;
    }

    String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    boolean has(String flag) {
        return options.containsKey(flag);
    }

    String vhost() {
        return option("--vhost", "/");
    }

    /** Whether only what was asked for is wanted, and no word about what is being done. */
    boolean isQuiet() {
        return has("--quiet") || has("--silent") || isJson() || isCsv();
    }

    boolean isCsv() {
        return option("--formatter", "table").equals("csv");
    }

    boolean isJson() {
        return option("--formatter", "table").equals("json");
    }

    /** What stands behind the command, counted from 0. */
    String word(int index) {
        if (index + 1 >= words.size()) {
            throw tooFew();
        }
        return words.get(index + 1);
    }

    String word(int index, String otherwise) {
        return index + 1 >= words.size() ? otherwise : words.get(index + 1);
    }

    /** Everything behind the command from there on. */
    List<String> from(int index) {
        return words.subList(Math.min(words.size(), index + 1), words.size());
    }

    /** Refuses another number of words behind the command. */
    void expect(int least, int most) {
        if (words.size() - 1 < least) {
            throw tooFew();
        } else if (words.size() - 1 > most) {
            throw new CtlException(CtlException.USAGE, "(argument validation): too many arguments");
        }
    }

    private static CtlException tooFew() {
        return new CtlException(CtlException.USAGE, "(argument validation): not enough arguments");
    }
}
