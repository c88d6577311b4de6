package dev.touchstone.suite.model;

import java.util.List;
import java.util.Map;

/** When a binding lets a message through, by definition (AMQP 0-9-1, section 3.1.3; RabbitMQ's headers exchange). */
public final class Matching {
    private Matching() {}

    /** A star is one word, a hash is none or more. */
    public static boolean topic(String pattern, String key) {
        return topic(words(pattern), words(key));
    }

    private static boolean topic(List<String> pattern, List<String> key) {
        if (pattern.isEmpty()) {
            return key.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.get(0).equals("#")) {
            return topic(rest, key) || (!key.isEmpty() && topic(pattern, key.subList(1, key.size())));
        }
        boolean first =
                !key.isEmpty() && (pattern.get(0).equals("*") || pattern.get(0).equals(key.get(0)));
        return first && topic(rest, key.subList(1, key.size()));
    }

    /** The empty key has no word. */
    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\\.", -1));
    }

    /** All or any of the arguments that do not begin with x-; with the suffix -with-x those too, x-match itself never. */
    public static boolean headers(Map<String, Object> arguments, Map<String, Object> headers) {
        String match = arguments.get("x-match") instanceof String text ? text : "all";
        boolean all = match.startsWith("all");
        boolean withX = match.endsWith("-with-x");
        for (Map.Entry<String, Object> wanted : arguments.entrySet()) {
            boolean counts = withX
                    ? !wanted.getKey().equals("x-match")
                    : !wanted.getKey().startsWith("x-");
            if (counts && wanted.getValue().equals(headers.get(wanted.getKey())) != all) {
                return !all;
            }
        }
        return all;
    }

    static boolean isHeadersMatch(Object match) {
        return match instanceof String text
                && List.of("all", "any", "all-with-x", "any-with-x").contains(text);
    }
}
