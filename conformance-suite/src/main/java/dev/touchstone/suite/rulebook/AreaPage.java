package dev.touchstone.suite.rulebook;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One page of the rule book, read: a title line, an intro, and a table with a rule in each row. */
record AreaPage(Area area, List<Rule> rules) {
    private static final Pattern TITLE = Pattern.compile("# (\\S+): (.+)");
    private static final Pattern ID = Pattern.compile("[A-Z][A-Z0-9]*(-[A-Z][A-Z0-9]*)*-[0-9]{2}");
    private static final Pattern LEVEL = Pattern.compile("(\\S+)(?: \\((.+)\\))?");
    private static final String SOURCE_LEVEL_SEPARATOR = " · ";
    private static final int COLUMNS = 5;

    /** Reads the text of the page that the index calls {@code areaId}; {@code file} is for complaints. */
    static AreaPage parse(String areaId, String file, String text) {
        List<String> lines = text.lines().toList();
        Area area = area(areaId, file, lines);
        List<Rule> rules = MarkdownTable.rows(lines).stream()
                .map(row -> rule(area, file, row))
                .toList();
        return new AreaPage(area, rules);
    }

    private static Area area(String areaId, String file, List<String> lines) {
        Matcher title = TITLE.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (!title.matches() || !title.group(1).equals(areaId) || lines.size() < 3) {
            throw new RuleBookException(
                    file, 1, "expected '# " + areaId + ": title', an empty line and a one-line intro.");
        }
        return new Area(areaId, title.group(2), lines.get(2));
    }

    private static Rule rule(Area area, String file, MarkdownTable.Row row) {
        List<String> cells = row.cells();
        if (cells.size() != COLUMNS) {
            throw new RuleBookException(
                    file,
                    row.line(),
                    "expected " + COLUMNS + " cells, found " + cells.size() + ". Write a pipe inside a cell as \\|.");
        }
        String id = cells.get(0);
        if (!ID.matcher(id).matches() || !id.startsWith(area.id() + "-")) {
            throw new RuleBookException(
                    file,
                    row.line(),
                    "'" + id + "' is not an id of area " + area.id() + ", such as " + area.id() + "-01.");
        }
        String sourceAndLevel = cells.get(3);
        int split = sourceAndLevel.lastIndexOf(SOURCE_LEVEL_SEPARATOR);
        if (split < 0) {
            throw new RuleBookException(file, row.line(), "expected 'source · level', found '" + sourceAndLevel + "'.");
        }
        Matcher level = LEVEL.matcher(sourceAndLevel.substring(split + SOURCE_LEVEL_SEPARATOR.length()));
        return new Rule(
                id,
                area,
                level(file, row.line(), level),
                cells.get(1),
                cells.get(2),
                new Provenance(sourceAndLevel.substring(0, split), note(level), verification(file, row)));
    }

    private static RuleLevel level(String file, int line, Matcher level) {
        if (!level.matches()) {
            throw new RuleBookException(file, line, "expected a level, or a level and a note in parentheses.");
        }
        String symbol = level.group(1);
        return RuleLevel.ofSymbol(symbol)
                .orElseThrow(() -> new RuleBookException(
                        file, line, "'" + symbol + "' is no level; write S!, D!, I, Q or derived."));
    }

    private static String note(Matcher level) {
        String note = level.group(2);
        return note == null ? "" : note;
    }

    private static Verification verification(String file, MarkdownTable.Row row) {
        String marks = row.cells().get(COLUMNS - 1);
        return Verification.parse(marks)
                .orElseThrow(() -> new RuleBookException(
                        file, row.line(), "'" + marks + "' is no verification mark; rules/how-to-read.md lists them."));
    }
}
