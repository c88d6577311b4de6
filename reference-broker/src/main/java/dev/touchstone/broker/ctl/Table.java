package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lists as the control command prints them: columns between tabs, or JSON (CTL-03, CTL-04). */
final class Table {
    private static final Set<String> FORMATTERS = Set.of("table", "pretty_table", "json", "csv");

    private static final Set<String> TABLES = Set.of("arguments", "client_properties");

    private final CommandLine line;
    private final PrintWriter out;

    Table(CommandLine line, PrintWriter out) {
        this.line = line;
        this.out = out;
    }

    /** Prints these columns of the rows that belong to the list. */
    void print(JsonNode rows, List<String> columns, Listed listed) {
        List<Map<String, JsonNode>> shown = new ArrayList<>();
        for (JsonNode row : rows) {
            if (listed.vhost() == null || row.path("vhost").asText().equals(listed.vhost())) {
                Map<String, JsonNode> cells = new LinkedHashMap<>();
                for (String column : columns) {
                    cells.put(column, cell(row, column, listed));
                }
                shown.add(cells);
            }
        }
        if (!FORMATTERS.contains(line.option("--formatter", "table"))) {
            throw new CtlException(
                    CtlException.USAGE,
                    "(argument validation): formatter " + line.option("--formatter", "")
                            + " is not here; table, json and csv are");
        } else if (columns.equals(Listed.LIMITS_ALONE)) {
            limits(shown, listed);
        } else if (line.isJson()) {
            json(shown);
        } else {
            lines(shown, columns, listed);
        }
    }

    /** Limits of one user or virtual host are one text and no list: RabbitMQ cannot put it into CSV, and says by which of two ways JSON came. */
    private void limits(List<Map<String, JsonNode>> shown, Listed listed) {
        boolean ofUser = listed.path().startsWith("user-limits");
        String none = ofUser ? "{}" : "";
        String text =
                shown.isEmpty() ? none : shown.get(0).values().iterator().next().asText();
        if (line.isCsv() && !text.isEmpty()) {
            throw new CtlException(CtlException.SOFTWARE, "limits of one are no table, and not for the formatter csv");
        } else if (!line.isJson()) {
            out.println(text);
        } else if (text.isEmpty()) {
            out.println("[]");
        } else {
            Map<String, Object> answer = new TreeMap<>();
            if (ofUser) {
                answer.put("message", text);
            } else {
                answer.put("node", NodeWords.name());
                answer.put("result", "ok");
                answer.put("value", text);
            }
            out.println(Asked.write(answer));
        }
    }

    /** A row for each line, as rabbitmqctl has it. */
    private void json(List<Map<String, JsonNode>> shown) {
        if (shown.isEmpty()) {
            out.println("[]");
            return;
        }
        shown.forEach(cells -> TABLES.forEach(
                column -> cells.computeIfPresent(column, (name, cell) -> cell.isObject() ? Terms.table(cell) : cell)));
        String lines = shown.stream().map(Asked::write).collect(Collectors.joining(System.lineSeparator() + ","));
        out.println("[" + System.lineSeparator() + lines + System.lineSeparator() + "]");
    }

    private void lines(List<Map<String, JsonNode>> shown, List<String> columns, Listed listed) {
        boolean headless = line.has("--silent") || line.has("--no-table-headers") || !line.isCsv() && listed.headless();
        if (!headless && !shown.isEmpty()) {
            out.println(row(columns));
        }
        shown.forEach(cells ->
                out.println(row(cells.values().stream().map(Table::text).toList())));
    }

    /** CSV has quotes around everything. */
    private String row(List<String> cells) {
        return line.isCsv()
                ? cells.stream()
                        .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(","))
                : String.join("\t", cells);
    }

    private static JsonNode cell(JsonNode row, String column, Listed listed) {
        String path = listed.inApi().getOrDefault(column, column);
        if (path.startsWith("=")) {
            return TextNode.valueOf(path.substring(1));
        }
        JsonNode cell = row;
        for (String part : path.split("\\.")) {
            cell = cell.path(part);
        }
        return listed.jsonTexts().contains(column)
                ? TextNode.valueOf(cell.toString())
                : cell.isMissingNode() ? TextNode.valueOf("") : cell;
    }

    private static String text(JsonNode cell) {
        if (cell.isNull()) {
            return "";
        } else if (cell.isArray()) {
            List<String> parts = new ArrayList<>();
            cell.forEach(part -> parts.add(text(part)));
            return "[" + String.join(", ", parts) + "]";
        }
        return cell.isValueNode() ? cell.asText().replace("\t", "\\t").replace("\n", "\\n") : Terms.of(cell);
    }
}
