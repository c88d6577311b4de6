package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists as the control command prints them: columns between tabs, or JSON (CTL-03, CTL-04). */
final class Table {
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
        String formatter = line.option("--formatter", "table");
        switch (formatter) {
            case "json" -> json(shown);
            case "table", "pretty_table", "csv" -> lines(shown, columns, formatter.equals("csv") ? "," : "\t");
            default ->
                throw new CtlException(
                        CtlException.USAGE,
                        "(argument validation): formatter " + formatter + " is not here; table, json and csv are");
        }
    }

    /** A row for each line, as rabbitmqctl has it. */
    private void json(List<Map<String, JsonNode>> shown) {
        if (shown.isEmpty()) {
            out.println("[]");
            return;
        }
        String lines = shown.stream().map(Asked::write).collect(Collectors.joining(System.lineSeparator() + ","));
        out.println("[" + System.lineSeparator() + lines + System.lineSeparator() + "]");
    }

    private void lines(List<Map<String, JsonNode>> shown, List<String> columns, String between) {
        boolean headless =
                line.has("--silent") || line.has("--no-table-headers") || columns.equals(Listed.LIMITS_ALONE);
        if (!headless && !shown.isEmpty()) {
            out.println(String.join(between, columns));
        }
        shown.forEach(
                cells -> out.println(cells.values().stream().map(Table::text).collect(Collectors.joining(between))));
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
