package dev.touchstone.suite.rulebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spells out the short sources of the rule book: {@code d:ttl#caveats} becomes the page of RabbitMQ's documentation, {@code err#12} a section of the
 * errata. A source without a prefix takes that of the one before it, as in {@code rn:4.0, 4.3}; what has no known form stays as it is.
 */
final class SourceWords {
    private static final Pattern PAGE = Pattern.compile("([a-z0-9-]+)(?:#(\\S+))?(.*)");
    private static final Pattern ISSUE = Pattern.compile("([A-Za-z/-]*)#([0-9]+)");
    private static final Pattern RULE = Pattern.compile("[A-Z][A-Z0-9]*(?:-[A-Z]+)*-[0-9]{2}(?:/[0-9]{2})*");
    private static final Pattern SHORT =
            Pattern.compile("(spec|err|d:|s:|rn:|dme|gh|man|API doc|RFC)(?![a-z]).*|[ds]:.*|rn:.*");

    private final List<String> words = new ArrayList<>();
    private String prefix = "";
    private String repository = "rabbitmq/rabbitmq-server";

    private SourceWords() {}

    /** One line for each source, in the order of the row. */
    static List<String> of(String source) {
        SourceWords reader = new SourceWords();
        for (String part : split(source)) {
            reader.words.add(reader.spellOut(part));
        }
        return List.copyOf(reader.words);
    }

    /** Splits at semicolons and commas, but not inside parentheses. */
    private static List<String> split(String source) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && (c == ',' || c == ';')) {
                parts.add(source.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(source.substring(start).strip());
        return parts;
    }

    private String spellOut(String part) {
        if (RULE.matcher(part).matches()) {
            return "rule " + part;
        }
        if (SHORT.matcher(part).matches()) {
            prefix = part.startsWith("API")
                    ? "API doc"
                    : part.replaceFirst("^(spec|err|d:|s:|rn:|dme|gh|man|RFC).*", "$1");
            return full(part.substring(prefix.length()).strip());
        }
        return inheritsPrefix(part) ? full(part) : part;
    }

    private boolean inheritsPrefix(String part) {
        return switch (prefix) {
            case "d:" -> part.matches("[a-z0-9-]+(#\\S+)?");
            case "rn:" -> part.matches("[0-9.]+");
            case "gh", "err" -> part.matches("#[0-9]+");
            default -> false;
        };
    }

    private String full(String rest) {
        return switch (prefix) {
            case "spec" -> "AMQP 0-9-1 specification" + after(rest.replaceFirst("^: ", ""));
            case "err" -> errata(rest);
            case "d:" -> documentation(rest);
            case "s:" -> sourceFile(rest);
            case "rn:" -> "RabbitMQ release notes " + rest;
            case "dme" -> "delayed message exchange plugin 3.10.2" + after(rest);
            case "gh" -> issue(rest);
            case "man" -> rest.isEmpty() ? "manual page of the command line tool" : "manual page " + rest;
            case "API doc" -> "HTTP API reference of the management plugin" + after(rest);
            default -> prefix + " " + rest;
        };
    }

    private static String after(String rest) {
        return rest.isEmpty() ? "" : rest.startsWith("(") ? " " + rest : ", " + rest;
    }

    private static String errata(String rest) {
        return rest.startsWith("#")
                ? "AMQP 0-9-1 errata, section " + rest.substring(1)
                : "AMQP 0-9-1 errata" + after(rest);
    }

    private static String documentation(String rest) {
        Matcher page = PAGE.matcher(rest);
        if (!page.matches()) {
            return "RabbitMQ documentation" + after(rest);
        }
        String part = page.group(2) == null ? "" : ", part '" + page.group(2) + "'";
        return "RabbitMQ documentation, page '" + page.group(1) + "'" + part + page.group(3)
                + ": https://www.rabbitmq.com/docs/3.13/" + page.group(1);
    }

    private static String sourceFile(String rest) {
        int space = rest.indexOf(' ');
        String file = space < 0 ? rest : rest.substring(0, space);
        return "RabbitMQ 3.10.8, source file " + file + ".erl"
                + after(space < 0 ? "" : rest.substring(space).strip());
    }

    private String issue(String rest) {
        Matcher issue = ISSUE.matcher(rest);
        if (!issue.matches()) {
            return "GitHub " + rest;
        }
        if (!issue.group(1).isEmpty()) {
            repository = repository(issue.group(1));
        }
        return "GitHub issue https://github.com/" + repository + "/issues/" + issue.group(2);
    }

    private static String repository(String name) {
        if (name.contains("/")) {
            return name;
        }
        return "rabbitmq/" + (name.equals("delayed") ? "rabbitmq-delayed-message-exchange" : name);
    }
}
