package dev.touchstone.broker.ctl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list that the control command prints (CTL-03, CTL-04).
 *
 * @param path of the management API
 * @param banner what it says first
 * @param columns what it shows if none are asked for
 * @param others what else can be asked for; null: columns cannot be asked for
 * @param inApi what the API calls otherwise, a path with dots
 * @param vhost only rows of that virtual host, or null for all
 * @param jsonTexts columns that are JSON in a text
 */
record Listed(
        String path,
        String banner,
        List<String> columns,
        @Nullable Set<String> others,
        Map<String, String> inApi,
        @Nullable String vhost,
        Set<String> jsonTexts) {

    /** Limits of one user or virtual host: rabbitmqctl prints them without a head. */
    static final List<String> LIMITS_ALONE = List.of("limits");

    /** Topic permissions of one user come without a head, for whatever reason. */
    boolean headless() {
        return path.startsWith("users/") && path.endsWith("/topic-permissions");
    }

    static Listed of(String path, String banner, String... columns) {
        return new Listed(path, banner, List.of(columns), null, Map.of(), null, Set.of());
    }

    Listed orAlso(String... names) {
        return new Listed(path, banner, columns, Set.of(names), inApi, vhost, jsonTexts);
    }

    Listed called(Map<String, String> names) {
        return new Listed(path, banner, columns, others, names, vhost, jsonTexts);
    }

    Listed in(String host) {
        return new Listed(path, banner, columns, others, inApi, host, jsonTexts);
    }

    Listed json(String... names) {
        return new Listed(path, banner, columns, others, inApi, vhost, Set.of(names));
    }

    /** The columns to show; refuses unknown ones by name. */
    List<String> chosen(List<String> asked) {
        if (others == null || asked.isEmpty()) {
            return columns;
        }
        List<String> unknown = new ArrayList<>();
        List<String> chosen = new ArrayList<>();
        for (String words : asked) {
            for (String column : words.split("[, ]+")) {
                chosen.add(column);
                if (!columns.contains(column) && !others.contains(column)) {
                    unknown.add(column);
                }
            }
        }
        if (!unknown.isEmpty()) {
            throw new CtlException(
                    CtlException.USAGE,
                    "(argument validation): Info key(s) " + String.join(",", unknown) + " are not supported");
        }
        return chosen;
    }
}
