package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** Prints these columns; a column may have another name in the API than on the command line. */
    void print(JsonNode rows, List<String> columns, Map<String, String> inApi) {
        List<Map<String, JsonNode>> shown = new ArrayList<>();
        for (JsonNode row : rows) {
            Map<String, JsonNode> cells = new LinkedHashMap<>();
            for (String column : columns) {
                cells.put(column, cell(row, inApi.getOrDefault(column, column)));
            }
            shown.add(cells);
        }
        String formatter = line.option("--formatter", "table");
        if (formatter.equals("json")) {
            out.println(Remote.write(shown));
            return;
        } else if (!formatter.equals("table")) {
            throw new CtlException(CtlException.USAGE, "formatter " + formatter + " is not here; json and table are");
        }
        boolean headless = line.has("--silent") || line.has("--no-table-headers");
        if (!headless && !shown.isEmpty()) {
            out.println(String.join("\t", columns));
        }
        shown.forEach(
                cells -> out.println(cells.values().stream().map(Table::text).collect(Collectors.joining("\t"))));
    }

    private static JsonNode cell(JsonNode row, String path) {
        JsonNode cell = row;
        for (String part : path.split("\\.")) {
            cell = cell.path(part);
        }
        return cell;
    }

    private static String text(JsonNode cell) {
        if (cell.isMissingNode() || cell.isNull()) {
            return "";
        } else if (cell.isArray()) {
            List<String> parts = new ArrayList<>();
            cell.forEach(part -> parts.add(text(part)));
            return "[" + String.join(", ", parts) + "]";
        }
        return cell.isValueNode() ? cell.asText() : cell.toString();
    }
}
