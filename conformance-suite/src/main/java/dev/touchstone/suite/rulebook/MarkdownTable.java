package dev.touchstone.suite.rulebook;

import java.util.ArrayList;
import java.util.List;

/** Reads the rows of the one table on a page; inside a cell a pipe is written with a backslash before it. */
final class MarkdownTable {

    /** A row with its line number, counted from 1. */
    record Row(int line, List<String> cells) {}

    private MarkdownTable() {}

    /** All rows but the heading and the rule under it. */
    static List<Row> rows(List<String> lines) {
        List<Row> rows = new ArrayList<>();
        boolean body = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("| ---")) {
                body = true;
            } else if (!line.startsWith("|")) {
                body = false;
            } else if (body) {
                rows.add(new Row(i + 1, cells(line)));
            }
        }
        return rows;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        for (int i = 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length() && line.charAt(i + 1) == '|') {
                cell.append('|');
                i++;
            } else if (c == '|') {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        return cells;
    }
}
