package dev.touchstone.suite.rulebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All rules, in the order of the book. Immutable. */
public final class RuleBook implements Iterable<Rule> {
    private static final String FOLDER = "rules/";
    private static final String INDEX = FOLDER + "index.md";
    private static final Pattern INDEX_LINK = Pattern.compile("\\[([A-Z0-9-]+)]\\(\\1\\.md\\)");

    /** Read on first use, once for each class loader; the book cannot change afterwards. */
    private static final class Standard {
        static final RuleBook BOOK = load(TextResource::read);
    }

    private final Map<String, Area> areas;
    private final Map<String, Rule> rules;

    private RuleBook(Map<String, Area> areas, Map<String, Rule> rules) {
        this.areas = Collections.unmodifiableMap(areas);
        this.rules = Collections.unmodifiableMap(rules);
    }

    /** The book that is shipped with the suite. Reading it takes some milliseconds the first time, nothing afterwards. */
    public static RuleBook standard() {
        return Standard.BOOK;
    }

    /**
     * Reads a book through its index, which names every page: nothing is found by scanning, so a jar works like a folder.
     *
     * @param reader text of a file by its name
     * @throws RuleBookException if a page cannot be read or does not agree with the index
     */
    static RuleBook load(UnaryOperator<String> reader) {
        Map<String, Area> areas = new LinkedHashMap<>();
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (MarkdownTable.Row row :
                MarkdownTable.rows(reader.apply(INDEX).lines().toList())) {
            AreaPage page = page(row, reader);
            areas.put(page.area().id(), page.area());
            for (Rule rule : page.rules()) {
                if (rules.put(rule.id(), rule) != null) {
                    throw new RuleBookException(
                            "Rule " + rule.id() + " stands in the book twice. Ids are never reused.");
                }
            }
        }
        return new RuleBook(areas, rules);
    }

    private static AreaPage page(MarkdownTable.Row row, UnaryOperator<String> reader) {
        Matcher link =
                INDEX_LINK.matcher(row.cells().isEmpty() ? "" : row.cells().get(0));
        if (!link.matches() || row.cells().size() != 3) {
            throw new RuleBookException(INDEX, row.line(), "expected '| [AREA](AREA.md) | title | number of rules |'.");
        }
        String file = FOLDER + link.group(1) + ".md";
        AreaPage page = AreaPage.parse(link.group(1), file, reader.apply(file));
        String found = page.area().title() + " | " + page.rules().size();
        String announced = row.cells().get(1) + " | " + row.cells().get(2);
        if (!found.equals(announced)) {
            throw new RuleBookException(
                    INDEX,
                    row.line(),
                    "says '" + announced + "', but the page has '" + found + "'. Correct the index.");
        }
        return page;
    }

    /**
     * The rule with this id.
     *
     * @throws UnknownRuleException if there is none; it names the nearest ids
     */
    public Rule rule(String id) {
        return find(id).orElseThrow(() -> new UnknownRuleException(id, NearestIds.to(id, rules.keySet())));
    }

    /** The rule with this id, or nothing. */
    public Optional<Rule> find(String id) {
        return Optional.ofNullable(rules.get(id));
    }

    /** All rules in the order of the book. */
    public List<Rule> rules() {
        return new ArrayList<>(rules.values());
    }

    /** All areas in the order of the book. */
    public List<Area> areas() {
        return new ArrayList<>(areas.values());
    }

    /**
     * The rules of one area, in the order of its page.
     *
     * @throws RuleBookException if there is no such area
     */
    public List<Rule> rulesIn(String areaId) {
        if (!areas.containsKey(areaId)) {
            throw new RuleBookException(
                    "There is no area " + areaId + ". The areas are " + String.join(", ", areas.keySet()) + ".");
        }
        return rules.values().stream()
                .filter(rule -> rule.area().id().equals(areaId))
                .toList();
    }

    @Override
    public Iterator<Rule> iterator() {
        return rules.values().iterator();
    }
}
