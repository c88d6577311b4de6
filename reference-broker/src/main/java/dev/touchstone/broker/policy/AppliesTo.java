package dev.touchstone.broker.policy;

import java.util.Locale;

/** The kinds of objects that a policy is for (POLICY-01). */
public enum AppliesTo {
    /** Queues and exchanges. */
    ALL,
    /** Queues. */
    QUEUES,
    /** Exchanges. */
    EXCHANGES;

    /**
     * By the word that policies use.
     *
     * @throws InvalidPolicy if there is no such kind
     */
    public static AppliesTo named(String word) {
        for (AppliesTo each : values()) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        throw new InvalidPolicy("apply-to '" + word + "' unrecognised; should be 'queues', 'exchanges' or 'all'");
    }

    /** The word that policies use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean covers(AppliesTo kind) {
        return this == ALL || this == kind;
    }
}
