package dev.touchstone.reports.html;

import dev.touchstone.reports.json.JsonReport;
import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.RuleResult;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.reports.view.AreaSummary;
import dev.touchstone.reports.view.Outcome;
import dev.touchstone.reports.view.SafeText;
import dev.touchstone.reports.view.Words;
import gg.jte.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the templates ask: the run, grouped and counted as the page shows it. Public for the generated templates only. */
public final class Page {
    private static final int MAX_STRIPES = 8;

    private final RunResult run;
    private final List<AreaSummary> areas;
    private final Map<String, List<CaseResult>> casesByRule = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> book = new HashSet<>();
    private final Assets assets = Assets.load();

    private Page(RunResult run) {
        this.run = run;
        this.areas = AreaSummary.of(run);
        run.rules().forEach(rule -> book.add(rule.rule().id()));
        for (CaseResult result : run.cases()) {
            numbers.putIfAbsent(result.id(), numbers.size() + 1);
            result.rules()
                    .forEach(rule -> casesByRule
                            .computeIfAbsent(rule, key -> new ArrayList<>())
                            .add(result));
        }
    }

    static Page of(RunResult run) {
        return new Page(run);
    }

    /** The run. */
    public RunResult run() {
        return run;
    }

    /** Its areas. */
    public List<AreaSummary> areas() {
        return areas;
    }

    /** What it says as a whole. */
    public Outcome outcome() {
        return Outcome.of(run);
    }

    /** How much it judged. */
    public String scope() {
        return Outcome.scope(run);
    }

    /** Style, script and the policy that allows just these two. */
    public Assets assets() {
        return assets;
    }

    /** All cases that name a rule. */
    public List<CaseResult> casesOf(RuleResult rule) {
        return casesByRule.getOrDefault(rule.rule().id(), List.of());
    }

    /** Ids of cases of the book that name a rule and did not run. */
    public List<String> silentCasesOf(RuleResult rule) {
        Set<String> ran = new HashSet<>();
        casesOf(rule).forEach(result -> ran.add(result.id()));
        return rule.cases().stream().filter(id -> !ran.contains(id)).toList();
    }

    /** Whether the case is shown in full under this rule; it is under the first of its rules, and linked from the others. */
    public boolean isHome(CaseResult result, RuleResult rule) {
        return result.rule().equals(rule.rule().id());
    }

    /** Cases of an area whose first rule is not in the book. */
    public List<CaseResult> strays(AreaSummary area) {
        return area.cases().stream()
                .filter(result -> !book.contains(result.rule()))
                .toList();
    }

    /** Cases that somebody must look at. */
    public List<CaseResult> findings() {
        return run.cases().stream()
                .filter(result -> result.verdict().isBad() || result.verdict() == Verdict.UNEXPECTED_PASS)
                .toList();
    }

    /** Uncovered rules that bind. */
    public long uncoveredBinding() {
        return run.rules().stream()
                .filter(rule -> rule.status() == RuleResult.Status.UNCOVERED)
                .filter(rule -> rule.rule().level().isBinding())
                .count();
    }

    /** Anchor of a case. */
    public String anchor(CaseResult result) {
        return "case-" + numbers.getOrDefault(result.id(), 0);
    }

    /** Anchor of a rule. */
    public static String anchor(RuleResult rule) {
        return "rule-" + rule.rule().id().replaceAll("[^A-Za-z0-9-]", "_");
    }

    /** Anchor of an area. */
    public static String anchor(AreaSummary area) {
        return "area-" + area.area().replaceAll("[^A-Za-z0-9-]", "_");
    }

    /** Verdict or status of a rule as one word for style and script. */
    public static String state(RuleResult rule) {
        Verdict verdict = rule.verdict();
        return verdict == null ? rule.status().name() : verdict.name();
    }

    /** Verdict or status of a rule for people. */
    public static String label(RuleResult rule) {
        Verdict verdict = rule.verdict();
        return verdict == null ? rule.status().label() : verdict.label();
    }

    /** The character in the tile of a rule. */
    public static String mark(RuleResult rule) {
        return stateMark(state(rule));
    }

    /** The character in the tile of a state: PASS has none, so that everything else stands out. */
    public static String stateMark(String state) {
        if (isStatus(state) || state.equals(Verdict.PASS.name())) {
            return "";
        }
        return Words.mark(Verdict.valueOf(state));
    }

    /** The cases that a tile shows as stripes: those of the rule, if there are several, and not more than eight. */
    public List<CaseResult> stripes(RuleResult rule) {
        List<CaseResult> all = casesOf(rule);
        return all.size() < 2 || all.size() > MAX_STRIPES ? List.of() : all;
    }

    /** The cases of an area by verdict, best first, without zeros. */
    public static Map<Verdict, Integer> counts(AreaSummary area) {
        Map<Verdict, Integer> counts = new TreeMap<>(Comparator.reverseOrder());
        counts.putAll(area.summary().counts());
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** One line that says what is wrong with a case. */
    public static String firstWords(CaseResult result) {
        String text = Stream.of(result.actual(), result.detail(), result.deviationReason())
                .filter(some -> !some.isBlank())
                .findFirst()
                .orElse(result.title());
        return SafeText.cut(text.lines().findFirst().orElse(""), 200);
    }

    /** The start of the run, to the minute. */
    public static String day(RunResult run) {
        return run.startedAt().substring(0, 16).replace('T', ' ') + " UTC";
    }

    /** Whether a rule is shown unfolded from the start. */
    public static boolean isOpen(RuleResult rule) {
        Verdict verdict = rule.verdict();
        return verdict != null && verdict.isBad();
    }

    /** Rules by state, for the filter: verdicts worst first, then the statuses without one; only those that occur. */
    public Map<String, Integer> states() {
        Map<String, Integer> states = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            states.put(verdict.name(), 0);
        }
        for (RuleResult.Status status : RuleResult.Status.values()) {
            states.put(status.name(), 0);
        }
        run.rules().forEach(rule -> states.merge(state(rule), 1, Integer::sum));
        states.values().removeIf(count -> count == 0);
        return states;
    }

    /** Words for a state that {@link #states()} names. */
    public static String stateLabel(String state) {
        return isStatus(state)
                ? RuleResult.Status.valueOf(state).label()
                : Verdict.valueOf(state).label();
    }

    private static boolean isStatus(String state) {
        return Arrays.stream(RuleResult.Status.values())
                .anyMatch(status -> status.name().equals(state));
    }

    /** The ring: cases by verdict, best first. */
    public List<Segment> ring() {
        return Segment.ring(run.summary());
    }

    /** The bar: rules by status. */
    public List<Segment> bar() {
        return Segment.bar(run.coverage());
    }

    /** SHA-256 of the JSON result of this run: says that page and file belong together. */
    public String digest() {
        return Assets.hex(JsonReport.render(run).getBytes(StandardCharsets.UTF_8));
    }

    /** The sequence diagram of a case that somebody must look at; null for any other, and where there is nothing to draw. */
    public static @Nullable Sequence sequence(CaseResult result) {
        return result.verdict().isBad() ? Sequence.of(result).orElse(null) : null;
    }

    /** A text of the book, its backquoted parts as code. */
    public static Content rich(String text) {
        return new Rich(text);
    }
}
