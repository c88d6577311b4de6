package dev.touchstone.reports.model;

/** What a case, a rule or a whole run came to. Declared from worst to best: the earlier one wins when verdicts are folded. */
public enum Verdict {
    /** The harness itself is broken here; nothing is said about the broker. */
    ERROR("error", "our own bug"),
    /** The rule is missed and the profile does not declare it. */
    FAIL("fail", "the rule is missed"),
    /** The outcome is unknown: the harness ran out of time, or the target died. */
    INCONCLUSIVE("inconclusive", "outcome unknown"),
    /** A deviation that the profile declares is no longer there. */
    UNEXPECTED_PASS("unexpected pass", "a declared deviation is gone"),
    /** The rule is missed, and the profile declares it with a reason. */
    DEVIATION("deviation", "declared in the profile"),
    /** Allowed, but not the canonical behaviour. */
    NON_STRICT("non-strict", "allowed, not canonical"),
    /** The capability is absent and was honestly refused. */
    UNSUPPORTED("unsupported", "capability absent, honestly refused"),
    /** The canonical behaviour. */
    PASS("pass", "canonical behaviour"),
    /** A value was recorded; nothing is judged. */
    INFO("info", "recorded, not judged");

    private final String label;
    private final String meaning;

    Verdict(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** Lower-case words for people, for example {@code unexpected pass}. */
    public String label() {
        return label;
    }

    /** What the verdict says, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Whether this verdict is worse than the other one. */
    public boolean isWorseThan(Verdict other) {
        return compareTo(other) < 0;
    }

    /** Whether somebody must act: ERROR, FAIL and INCONCLUSIVE. */
    public boolean isBad() {
        return compareTo(INCONCLUSIVE) <= 0;
    }

    /** The worse of two verdicts. */
    public static Verdict worst(Verdict a, Verdict b) {
        return a.isWorseThan(b) ? a : b;
    }
}
