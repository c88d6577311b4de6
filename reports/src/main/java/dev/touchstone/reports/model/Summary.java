package dev.touchstone.reports.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Cases by verdict. In JSON this is an object with all nine verdicts as keys.
 *
 * @param counts number of cases of each verdict, worst verdict first, zeros included
 */
public record Summary(@JsonIgnore Map<Verdict, Integer> counts) {
    public Summary {
        Map<Verdict, Integer> all = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            all.put(verdict, counts.getOrDefault(verdict, 0));
        }
        counts = Collections.unmodifiableMap(all);
    }

    /** Counts the cases. */
    public static Summary of(Collection<CaseResult> cases) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        cases.forEach(result -> counts.merge(result.verdict(), 1, Integer::sum));
        return new Summary(counts);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Summary ofJson(Map<Verdict, Integer> counts) {
        return new Summary(counts);
    }

    @JsonValue
    Map<Verdict, Integer> toJson() {
        return counts;
    }

    /** Number of cases with this verdict. */
    public int count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    /** Number of all cases. */
    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The worst verdict that occurs; empty where there are no cases. */
    public Optional<Verdict> worst() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .reduce(Verdict::worst);
    }
}
