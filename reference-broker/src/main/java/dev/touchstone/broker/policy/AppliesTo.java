package dev.touchstone.broker.policy;

import dev.touchstone.broker.dialect.Dialect;
import java.util.Locale;

/** The kinds of objects that a policy is for (POLICY-01). */
public enum AppliesTo {
    /** Queues and exchanges. */
    ALL,
    /** Queues. */
    QUEUES,
    /** Exchanges. */
    EXCHANGES,
    /** Classic queues, from 3.12 on. */
    CLASSIC_QUEUES,
    /** Quorum queues, from 3.12 on. */
    QUORUM_QUEUES,
    /** Streams, from 3.12 on. */
    STREAMS;

    /**
     * By the word that policies use and a dialect knows.
     *
     * @throws InvalidPolicy if there is no such kind
     */
    public static AppliesTo named(String word, Dialect dialect) {
        for (AppliesTo each : values()) {
            if (each.word().equals(word) && (each.ordinal() <= EXCHANGES.ordinal() || dialect == Dialect.RABBITMQ_4)) {
                return each;
            }
        }
        throw new InvalidPolicy("apply-to '" + word + "' unrecognised; should be "
                + (dialect == Dialect.RABBITMQ_3
                        ? "'queues', 'exchanges' or 'all'"
                        : "one of: 'queues', 'classic_queues', 'quorum_queues', 'streams', 'exchanges', or 'all'"));
    }

    /** The word that policies use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean covers(AppliesTo kind) {
        boolean isQueue = kind == CLASSIC_QUEUES || kind == QUORUM_QUEUES || kind == STREAMS;
        return this == ALL || this == kind || (this == QUEUES && isQueue);
    }
}
