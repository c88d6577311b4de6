package dev.touchstone.reports.view;

import dev.touchstone.reports.model.Coverage;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.Summary;
import dev.touchstone.reports.model.Verdict;

/** What a run says as a whole. It never says more than was judged: {@link #scope(RunResult)} belongs beside the headline. */
public enum Outcome {
    /** At least one rule is missed, and not declared. */
    FAILS("Does not conform", Verdict.FAIL),
    /** No rule is known to be missed, but some outcomes are unknown. */
    UNCLEAR("No clear result", Verdict.INCONCLUSIVE),
    /** The run did not reach its end. */
    INCOMPLETE("Incomplete", Verdict.INCONCLUSIVE),
    /** No case judged anything. */
    NOTHING("Nothing judged", Verdict.INFO),
    /** Everything holds, and the profile declares deviations that are gone. */
    STALE_PROFILE("Conforms, the profile is out of date", Verdict.UNEXPECTED_PASS),
    /** Everything holds but for what the profile declares. */
    WITH_DEVIATIONS("Conforms, with declared deviations", Verdict.DEVIATION),
    /** Everything that was judged holds. */
    CONFORMS("Conforms", Verdict.PASS);

    private final String headline;
    private final Verdict tone;

    Outcome(String headline, Verdict tone) {
        this.headline = headline;
        this.tone = tone;
    }

    /** The outcome of a run. */
    public static Outcome of(RunResult run) {
        Summary summary = run.summary();
        if (summary.count(Verdict.FAIL) > 0) {
            return FAILS;
        }
        if (summary.count(Verdict.ERROR) + summary.count(Verdict.INCONCLUSIVE) > 0) {
            return UNCLEAR;
        }
        if (run.partial()) {
            return INCOMPLETE;
        }
        if (summary.count(Verdict.UNEXPECTED_PASS) > 0) {
            return STALE_PROFILE;
        }
        if (summary.count(Verdict.DEVIATION) > 0) {
            return WITH_DEVIATIONS;
        }
        return summary.count(Verdict.PASS) + summary.count(Verdict.NON_STRICT) > 0 ? CONFORMS : NOTHING;
    }

    /** A few words. */
    public String headline() {
        return headline;
    }

    /** The verdict whose colour the headline takes. */
    public Verdict tone() {
        return tone;
    }

    /** How much was judged: {@code 263 of 594 rules judged by 301 cases, 331 uncovered}. */
    public static String scope(RunResult run) {
        Coverage coverage = run.coverage();
        StringBuilder scope = new StringBuilder()
                .append(coverage.judged())
                .append(" of ")
                .append(Words.count(coverage.rules(), "rule"))
                .append(" judged by ")
                .append(Words.count(run.summary().total(), "case"));
        append(scope, coverage.notRun(), "not run");
        append(scope, coverage.waived(), "waived");
        append(scope, coverage.uncovered(), "uncovered");
        return scope.toString();
    }

    private static void append(StringBuilder scope, int number, String what) {
        if (number > 0) {
            scope.append(", ").append(number).append(' ').append(what);
        }
    }
}
