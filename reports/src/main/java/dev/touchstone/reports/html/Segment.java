package dev.touchstone.reports.html;

import dev.touchstone.reports.model.Coverage;
import dev.touchstone.reports.model.RuleResult;
import dev.touchstone.reports.model.Summary;
import dev.touchstone.reports.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A part of the ring or the bar; both are 100 long, so numbers are per cent of the whole.
 *
 * @param state verdict or status that gives the colour
 * @param label words for it
 * @param count how many
 * @param start where it begins
 * @param length how long it is
 */
public record Segment(String state, String label, int count, String start, String length) {
    static List<Segment> ring(Summary summary) {
        List<Segment> segments = new ArrayList<>();
        Verdict[] verdicts = Verdict.values();
        int before = 0;
        for (int i = verdicts.length - 1; i >= 0; i--) {
            int count = summary.count(verdicts[i]);
            before = add(segments, verdicts[i].name(), verdicts[i].label(), count, before, summary.total());
        }
        return segments;
    }

    static List<Segment> bar(Coverage coverage) {
        List<Segment> segments = new ArrayList<>();
        int all = coverage.rules();
        int end = add(segments, RuleResult.Status.JUDGED, coverage.judged(), 0, all);
        end = add(segments, RuleResult.Status.NOT_RUN, coverage.notRun(), end, all);
        end = add(segments, RuleResult.Status.WAIVED, coverage.waived(), end, all);
        add(segments, RuleResult.Status.UNCOVERED, coverage.uncovered(), end, all);
        return segments;
    }

    private static int add(List<Segment> segments, RuleResult.Status status, int count, int before, int all) {
        return add(segments, status.name(), status.label(), count, before, all);
    }

    private static int add(List<Segment> segments, String state, String label, int count, int before, int all) {
        if (count > 0) {
            segments.add(new Segment(state, label, count, percent(before, all), percent(count, all)));
        }
        return before + count;
    }

    private static String percent(int part, int all) {
        return String.format(Locale.ROOT, "%.3f", 100.0 * part / all);
    }
}
