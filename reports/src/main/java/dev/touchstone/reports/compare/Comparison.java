package dev.touchstone.reports.compare;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.ConnectionEnd;
import dev.touchstone.reports.model.RuleResult;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What changed from result A to result B, case by case (matched by id).
 *
 * <p>Cases are ranked by what the broker did: PASS, INFO and UNEXPECTED_PASS (it does what the rule says), then UNSUPPORTED, NON_STRICT,
 * DEVIATION, and last FAIL, ERROR and INCONCLUSIVE together: from unknown to failed is neither better nor worse.
 *
 * @param a the result before, or of the one broker
 * @param b the result after, or of the other broker
 * @param differences worst first, then in the order of the book
 * @param same number of cases that are the same in both
 */
public record Comparison(RunResult a, RunResult b, List<Difference> differences, int same) {
    public Comparison {
        differences = List.copyOf(differences);
    }

    /** Compares two results. */
    public static Comparison of(RunResult a, RunResult b) {
        Map<String, CaseResult> before = byId(a);
        Map<String, CaseResult> after = byId(b);
        Set<String> ids = new LinkedHashSet<>(before.keySet());
        ids.addAll(after.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String id : ids) {
            CaseResult was = before.get(id);
            CaseResult is = after.get(id);
            Difference.Kind kind = kind(was, is);
            if (kind != null) {
                differences.add(new Difference(id, kind, was, is));
            }
        }
        differences.sort(Comparator.comparing(Difference::kind));
        return new Comparison(a, b, differences, ids.size() - differences.size());
    }

    /** Whether B is worse than A anywhere. */
    public boolean worse() {
        return differences.stream().anyMatch(difference -> difference.kind().isWorse());
    }

    /** The differences of one kind. */
    public List<Difference> of(Difference.Kind kind) {
        return differences.stream()
                .filter(difference -> difference.kind() == kind)
                .toList();
    }

    /** Ids of rules that have a verdict in A and none in B, sorted. */
    public Set<String> rulesLost() {
        return judgedOnlyIn(a, b);
    }

    /** Ids of rules that have a verdict in B and none in A, sorted. */
    public Set<String> rulesGained() {
        return judgedOnlyIn(b, a);
    }

    private static Set<String> judgedOnlyIn(RunResult one, RunResult other) {
        Set<String> only = judged(one);
        only.removeAll(judged(other));
        return only;
    }

    private static Set<String> judged(RunResult run) {
        Set<String> ids = new TreeSet<>();
        for (RuleResult rule : run.rules()) {
            if (rule.status() == RuleResult.Status.JUDGED) {
                ids.add(rule.rule().id());
            }
        }
        return ids;
    }

    /** A result should not name a case twice; where one does, the worse of the two counts. */
    private static Map<String, CaseResult> byId(RunResult run) {
        Map<String, CaseResult> byId = new LinkedHashMap<>();
        run.cases()
                .forEach(result ->
                        byId.merge(result.id(), result, (x, y) -> y.verdict().isWorseThan(x.verdict()) ? y : x));
        return byId;
    }

    private static Difference.@Nullable Kind kind(@Nullable CaseResult was, @Nullable CaseResult is) {
        if (is == null) {
            return Difference.Kind.ONLY_A;
        }
        if (was == null) {
            return is.verdict().isBad() ? Difference.Kind.NEW_FAILURE : Difference.Kind.ONLY_B;
        }
        int step = rank(is.verdict()) - rank(was.verdict());
        if (step != 0) {
            return step > 0 ? worse(is) : better(was);
        }
        boolean changed = was.verdict() != is.verdict() || endsDiffer(was.connectionEnd(), is.connectionEnd());
        return changed ? Difference.Kind.CHANGED : null;
    }

    private static Difference.Kind worse(CaseResult is) {
        return is.verdict().isBad() ? Difference.Kind.NEW_FAILURE : Difference.Kind.WORSE;
    }

    private static Difference.Kind better(CaseResult was) {
        return was.verdict().isBad() ? Difference.Kind.FIXED : Difference.Kind.BETTER;
    }

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case PASS, INFO, UNEXPECTED_PASS -> 0;
            case UNSUPPORTED -> 1;
            case NON_STRICT -> 2;
            case DEVIATION -> 3;
            case FAIL, ERROR, INCONCLUSIVE -> 4;
        };
    }

    private static boolean endsDiffer(ConnectionEnd was, ConnectionEnd is) {
        return was.kind() != is.kind() || was.code() != is.code();
    }
}
