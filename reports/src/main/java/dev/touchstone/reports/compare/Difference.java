package dev.touchstone.reports.compare;

import dev.touchstone.reports.model.CaseResult;
import org.jspecify.annotations.Nullable;

/**
 * One case that is not the same in both results.
 *
 * @param id id of the case
 * @param kind how it differs
 * @param before the case in A; null where A does not have it
 * @param after the case in B; null where B does not have it
 */
public record Difference(
        String id,
        Kind kind,
        @Nullable CaseResult before,
        @Nullable CaseResult after) {
    /** How a case differs, most urgent first. */
    public enum Kind {
        /** Bad in B, and in A it was not, or was not there. */
        NEW_FAILURE("New failures"),
        /** B is further from the rule than A, and not bad. */
        WORSE("Worse"),
        /** Bad in A, and in B it is not. */
        FIXED("Fixed"),
        /** B is nearer to the rule than A, and A was not bad. */
        BETTER("Better"),
        /** Another verdict of the same rank, or the connection ended differently. */
        CHANGED("Changed"),
        /** B did not run it. */
        ONLY_A("Only in the first"),
        /** A did not run it, and in B it is not bad. */
        ONLY_B("Only in the second");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Whether it makes the second result worse than the first. */
        public boolean isWorse() {
            return this == NEW_FAILURE || this == WORSE;
        }

        /** Whether it makes the second result better than the first. */
        public boolean isBetter() {
            return this == FIXED || this == BETTER;
        }

        /** Words for people. */
        public String label() {
            return label;
        }
    }

    /** The change in a few words: {@code pass → fail}. */
    public String change() {
        String words = verdict(before) + " → " + verdict(after);
        if (before != null && after != null && before.verdict() == after.verdict()) {
            return words + ", connection " + before.connectionEnd().describe() + " → "
                    + after.connectionEnd().describe();
        }
        return words;
    }

    /** What came in B, or in A where B has nothing to say; empty if neither does. */
    public String came() {
        if (after != null && !after.actual().isEmpty()) {
            return after.actual();
        }
        return before == null ? "" : before.actual();
    }

    private static String verdict(@Nullable CaseResult result) {
        return result == null ? "absent" : result.verdict().label();
    }
}
