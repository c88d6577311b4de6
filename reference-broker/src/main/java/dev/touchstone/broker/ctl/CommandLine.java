package dev.touchstone.broker.ctl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words and options of one call: options may stand anywhere. */
record CommandLine(List<String> words, Map<String, String> options) {
    private static final Map<String, String> SHORT = Map.of(
            "-n", "--node", "-p", "--vhost", "-q", "--quiet", "-s", "--silent", "-t", "--timeout", "-l", "--longnames");
    private static final Set<String> FLAGS = Set.of(
            "--quiet",
            "--silent",
            "--longnames",
            "--no-table-headers",
            "--if-empty",
            "--if-unused",
            "--help",
            "--global");

    static CommandLine of(List<String> arguments) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String name = SHORT.getOrDefault(argument, argument);
            int equals = name.indexOf('=');
            if (!name.startsWith("--")) {
                words.add(argument);
            } else if (equals > 0) {
                options.put(name.substring(0, equals), name.substring(equals + 1));
            } else if (FLAGS.contains(name)) {
                options.put(name, "true");
            } else if (i + 1 < arguments.size()) {
                options.put(name, arguments.get(++i));
            } else {
                throw new CtlException(CtlException.USAGE, "option " + argument + " needs a value");
            }
        }
        return new CommandLine(words, options);
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

    /** What stands behind the command, counted from 0. */
    String word(int index) {
        if (index + 1 >= words.size()) {
            throw new CtlException(CtlException.USAGE, "not enough arguments");
        }
        return words.get(index + 1);
    }

    /** Everything behind the command from there on. */
    List<String> from(int index) {
        return words.subList(Math.min(words.size(), index + 1), words.size());
    }

    /** Refuses another number of words behind the command. */
    void expect(int count) {
        if (words.size() - 1 < count) {
            throw new CtlException(CtlException.USAGE, "not enough arguments");
        } else if (words.size() - 1 > count) {
            throw new CtlException(CtlException.USAGE, "too many arguments");
        }
    }
}
