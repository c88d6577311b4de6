package dev.touchstone.reports.model;

import java.util.Collection;

/**
 * How much of the rule book a run reached. The four parts add up to {@code rules}.
 *
 * @param rules all rules of the book
 * @param judged rules that have a verdict
 * @param notRun rules that have cases, none of which ran
 * @param waived rules without a case, with a written reason
 * @param uncovered rules without case and without reason
 */
public record Coverage(int rules, int judged, int notRun, int waived, int uncovered) {
    /** Counts the rules. */
    public static Coverage of(Collection<RuleResult> rules) {
        return new Coverage(
                rules.size(),
                count(rules, RuleResult.Status.JUDGED),
                count(rules, RuleResult.Status.NOT_RUN),
                count(rules, RuleResult.Status.WAIVED),
                count(rules, RuleResult.Status.UNCOVERED));
    }

    private static int count(Collection<RuleResult> rules, RuleResult.Status status) {
        return (int) rules.stream().filter(rule -> rule.status() == status).count();
    }
}
