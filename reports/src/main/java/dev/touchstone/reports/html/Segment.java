package dev.touchstone.reports.html;

import dev.touchstone.reports.model.Coverage;
import dev.touchstone.reports.model.RuleResult;
import dev.touchstone.reports.model.Summary;
import dev.touchstone.reports.model.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A part of the ring or the bar; both are 100 long. A part is at least two long, so that one failure among a thousand cases is seen.
 *
 * @param state verdict or status that gives the colour
 * @param label words for it
 * @param count how many
 * @param start where it begins
 * @param length how long it is
 */
public record Segment(String state, String label, int count, String start, String length) {
    private static final double SHORTEST = 2;

    static List<Segment> ring(Summary summary) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.values()));
        Collections.reverse(verdicts);
        verdicts.forEach(verdict -> counts.put(verdict.name(), summary.count(verdict)));
        return of(counts, state -> Verdict.valueOf(state).label());
    }

    static List<Segment> bar(Coverage coverage) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put(RuleResult.Status.JUDGED.name(), coverage.judged());
        counts.put(RuleResult.Status.NOT_RUN.name(), coverage.notRun());
        counts.put(RuleResult.Status.WAIVED.name(), coverage.waived());
        counts.put(RuleResult.Status.UNCOVERED.name(), coverage.uncovered());
        return of(counts, state -> RuleResult.Status.valueOf(state).label());
    }

    private static List<Segment> of(Map<String, Integer> counts, UnaryOperator<String> label) {
        counts.values().removeIf(count -> count == 0);
        double all = counts.values().stream().mapToInt(Integer::intValue).sum();
        double drawn = counts.values().stream()
                .mapToDouble(count -> Math.max(SHORTEST, 100 * count / all))
                .sum();
        List<Segment> segments = new ArrayList<>();
        double start = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            double length = Math.max(SHORTEST, 100 * entry.getValue() / all) * 100 / drawn;
            String state = entry.getKey();
            segments.add(new Segment(state, label.apply(state), entry.getValue(), number(start), number(length)));
            start += length;
        }
        return segments;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
