package dev.touchstone.suite.script;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Scripts as text. */
final class ScriptPrinter {
    private static final Pattern BARE = Pattern.compile("[^\\s\"=;{}\\[\\],|?\\\\]+");
    private static final Pattern NUMBER_OR_FLAG = Pattern.compile("-?[0-9]+|true|false");

    private ScriptPrinter() {}

    static String print(Script script) {
        StringBuilder text = new StringBuilder();
        script.comments()
                .forEach(comment ->
                        text.append(comment.isEmpty() ? "#" : "# " + comment).append('\n'));
        script.lines().forEach(line -> text.append(line(line)).append('\n'));
        return text.toString();
    }

    static String line(Line line) {
        String events = line.expected().stream()
                .map(event -> event(event, line.step().where()))
                .collect(Collectors.joining("; "));
        if (line.open()) {
            events = events.isEmpty() ? Event.ANY : events + "; " + Event.ANY;
        }
        if (events.equals(line.step().isAnswered() ? "ok" : "")) {
            return step(line.step());
        }
        return step(line.step()) + " -> " + (events.isEmpty() ? "nothing" : events);
    }

    static String step(Step step) {
        StringBuilder text = new StringBuilder();
        if (!step.where().isEmpty()) {
            text.append(step.where()).append(' ');
        }
        text.append(step.verb().word());
        step.operands().forEach(operand -> text.append(' ').append(operand(operand)));
        options(step.options(), text);
        return text.toString();
    }

    /** @param home events there need not say where */
    static String event(Event event, String home) {
        StringBuilder text = new StringBuilder();
        boolean placeless = event.kind() == Event.Kind.DELIVER || event.where().equals(home);
        if (!placeless) {
            text.append(event.where()).append(' ');
        }
        text.append(event.kind().word());
        event.operands().forEach(operand -> text.append(' ').append(alternatives(operand)));
        options(event.fields(), text);
        return text.toString();
    }

    private static String alternatives(String operand) {
        return operand.equals(Event.ANY)
                        || (operand.indexOf('|') > 0
                                && BARE.matcher(operand.replace("|", "")).matches())
                ? operand
                : operand(operand);
    }

    private static void options(Map<String, Object> options, StringBuilder text) {
        options.forEach((name, value) -> {
            text.append(' ').append(operand(name));
            if (!Boolean.TRUE.equals(value)) {
                text.append('=').append(value(value));
            }
        });
    }

    static String operand(String word) {
        return BARE.matcher(word).matches() && !word.equals("->") ? word : quoted(word);
    }

    static String value(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ScriptPrinter::value).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof Map<?, ?> table) {
            return table.entrySet().stream()
                    .map(entry -> operand(String.valueOf(entry.getKey())) + "=" + value(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (value instanceof String text) {
            return text.equals(Event.ANY)
                    ? text
                    : NUMBER_OR_FLAG.matcher(text).matches() ? quoted(text) : operand(text);
        }
        return value.toString();
    }

    private static String quoted(String word) {
        StringBuilder text = new StringBuilder("\"");
        word.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> text.append('\\').append((char) c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append((char) c);
            }
        });
        return text.append('"').toString();
    }
}
