package dev.touchstone.suite.rulebook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules that have no case yet, each with its reason. Immutable. */
public final class Waivers {
    private static final String FILE = "rules/waivers.tsv";
    private static final String HEADING = "rule\tmissing\tbrought-by";

    private final RuleBook book;
    private final Map<String, Waiver> byRule;

    private Waivers(RuleBook book, Map<String, Waiver> byRule) {
        this.book = book;
        this.byRule = Collections.unmodifiableMap(byRule);
    }

    /**
     * The waivers that are shipped with the suite.
     *
     * @throws RuleBookException if a line cannot be read or names a rule that the book does not have
     */
    public static Waivers standard(RuleBook book) {
        return parse(book, TextResource.read(FILE));
    }

    /** Reads the text of a list of waivers; see {@link #standard}. */
    static Waivers parse(RuleBook book, String text) {
        Map<String, Waiver> byRule = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#") || line.equals(HEADING)) {
                continue;
            }
            Waiver waiver = waiver(number, line);
            if (book.find(waiver.ruleId()).isEmpty()) {
                List<String> nearest = NearestIds.to(
                        waiver.ruleId(), book.rules().stream().map(Rule::id).toList());
                throw new RuleBookException(
                        FILE,
                        number,
                        "there is no rule " + waiver.ruleId() + "; the nearest are " + String.join(", ", nearest)
                                + ".");
            }
            if (byRule.put(waiver.ruleId(), waiver) != null) {
                throw new RuleBookException(
                        FILE, number, waiver.ruleId() + " is waived twice; remove one of the lines.");
            }
        }
        return new Waivers(book, byRule);
    }

    private static Waiver waiver(int number, String line) {
        int first = line.indexOf('\t');
        int second = line.indexOf('\t', first + 1);
        if (first < 0 || second < 0 || line.indexOf('\t', second + 1) >= 0) {
            throw new RuleBookException(
                    FILE,
                    number,
                    "expected three columns with one tab between them: rule, what is missing, what brings it.");
        }
        Waiver waiver = new Waiver(
                line.substring(0, first).strip(),
                line.substring(first + 1, second).strip(),
                line.substring(second + 1).strip());
        if (waiver.missing().isEmpty() || waiver.broughtBy().isEmpty()) {
            throw new RuleBookException(FILE, number, "a waiver says what is missing and which later work brings it.");
        }
        return waiver;
    }

    /** All waivers, in the order of the file. */
    public Collection<Waiver> all() {
        return byRule.values();
    }

    /** The waiver of this rule, or nothing. */
    public Optional<Waiver> of(String ruleId) {
        return Optional.ofNullable(byRule.get(ruleId));
    }

    /**
     * Makes sure that no waiver outlives its reason.
     *
     * @param covered ids of the rules that have a case
     * @throws RuleBookException if one of them is waived as well; it names all of them
     */
    public void check(Set<String> covered) {
        List<String> stale = byRule.keySet().stream().filter(covered::contains).toList();
        if (!stale.isEmpty()) {
            throw new RuleBookException(FILE + " waives rules that have a case: " + String.join(", ", stale)
                    + ". Remove their lines from the file.");
        }
    }

    /**
     * The binding rules of an area that have neither case nor waiver: what is still to do before the area is finished.
     *
     * @param areaId an area of the book
     * @param covered ids of the rules that have a case
     */
    public List<Rule> uncovered(String areaId, Set<String> covered) {
        List<Rule> open = new ArrayList<>(book.rulesIn(areaId));
        open.removeIf(rule -> !rule.level().binding() || covered.contains(rule.id()) || byRule.containsKey(rule.id()));
        return open;
    }
}
