package dev.touchstone.reports.view;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.Coverage;
import dev.touchstone.reports.model.RuleResult;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.Summary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One area of the book and what a run says about it. A case belongs to the area of its first rule only, so that sums over areas are
 * sums over cases.
 *
 * @param area for example {@code QUEUE}
 * @param title for example {@code Queues}; empty for an area that the book does not have
 * @param rules its rules, in the order of the book
 * @param cases what ran
 */
public record AreaSummary(String area, String title, List<RuleResult> rules, List<CaseResult> cases) {
    public AreaSummary {
        rules = List.copyOf(rules);
        cases = List.copyOf(cases);
    }

    /** The areas of a run in the order of the book; areas that only cases name come last. */
    public static List<AreaSummary> of(RunResult run) {
        Map<String, Parts> parts = new LinkedHashMap<>();
        Map<String, String> areas = new HashMap<>();
        for (RuleResult rule : run.rules()) {
            String area = rule.rule().area();
            areas.put(rule.rule().id(), area);
            parts.computeIfAbsent(area, key -> new Parts(rule.rule().areaTitle()))
                    .rules
                    .add(rule);
        }
        for (CaseResult result : run.cases()) {
            String area = areas.getOrDefault(result.rule(), withoutNumber(result.rule()));
            parts.computeIfAbsent(area, key -> new Parts("")).cases.add(result);
        }
        List<AreaSummary> summaries = new ArrayList<>();
        parts.forEach((area, part) -> summaries.add(new AreaSummary(area, part.title, part.rules, part.cases)));
        return summaries;
    }

    /** Its cases by verdict. */
    public Summary summary() {
        return Summary.of(cases);
    }

    /** Its rules by status. */
    public Coverage coverage() {
        return Coverage.of(rules);
    }

    private static String withoutNumber(String rule) {
        return rule.replaceFirst("-\\d+[a-z]?$", "");
    }

    private static final class Parts {
        private final String title;
        private final List<RuleResult> rules = new ArrayList<>();
        private final List<CaseResult> cases = new ArrayList<>();

        private Parts(String title) {
            this.title = title;
        }
    }
}
