package dev.touchstone.broker.dialect;

/** Whose behaviour the broker shows where RabbitMQ's releases differ; each difference was seen on 3.10.8 and on 4.0.5. */
public enum Dialect {
    /** RabbitMQ 3.10. */
    RABBITMQ_3("rabbitmq-3"),
    /** RabbitMQ 4.0. */
    RABBITMQ_4("rabbitmq-4");

    private final String word;

    Dialect(String word) {
        this.word = word;
    }

    /**
     * By the word that users say.
     *
     * @throws IllegalArgumentException if there is no such dialect
     */
    public static Dialect named(String word) {
        for (Dialect each : values()) {
            if (each.word.equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException("the dialects are rabbitmq-3 and rabbitmq-4, not '" + word + "'");
    }

    /** The word that users say, also the name of the suite's profile. */
    public String word() {
        return word;
    }

    /** Whether AMQP 0-8 is spoken, too (CONN-03). */
    public boolean speaksOldAmqp() {
        return this == RABBITMQ_3;
    }

    /** Largest body if nobody says anything else, in octets (PUB-03). */
    public long maxMessageOctets() {
        return this == RABBITMQ_3 ? 134_217_728 : 16_777_216;
    }

    /** Whether a message is brought into another form on its way: header keys come back sorted, any delivery mode goes (FRAME-20, HDR-11, PUB-06). */
    public boolean convertsMessages() {
        return this == RABBITMQ_4;
    }

    /** Whether {@code x-death} is the broker's own: what a client writes there is not read (DLX-21). */
    public boolean ownsDeaths() {
        return this == RABBITMQ_4;
    }

    /** Whether a mistake in a request costs the channel where it once cost the connection (EXCH-03, QUEUE-20). */
    public boolean isLenient() {
        return this == RABBITMQ_4;
    }

    /**
     * Whether a commit looks for its queues by name; otherwise it wants those that there were at the publish, and one that is gone since fails it (TX-04).
     */
    public boolean findsQueuesAtCommit() {
        return this == RABBITMQ_3;
    }

    /** Whether a queue's type is written into its arguments if its client did not (QUEUE-06). */
    public boolean writesQueueType() {
        return this == RABBITMQ_4;
    }

    /** Whether there are mirrored queues and lazy ones, and policies that ask for them (POLICY-09, LAZY-03). */
    public boolean hasMirrorsAndLazyQueues() {
        return this == RABBITMQ_3;
    }

    /** How often a message may come back to a quorum queue that says nothing about it, or -1: for ever (QUORUM-06). */
    public long deliveryLimit() {
        return this == RABBITMQ_3 ? -1 : 20;
    }

    /** Whether a quorum queue tells its receivers of a first delivery, too, how often the message came back (QUORUM-04). */
    public boolean countsFirstDelivery() {
        return this == RABBITMQ_3;
    }

    /** Whether refusals name the permission that is missing (PERM-12). */
    public boolean namesPermissions() {
        return this == RABBITMQ_4;
    }

    /** Whether everybody who may use the management API may read feature flags (TAG-05). */
    public boolean showsFeatureFlagsToAll() {
        return this == RABBITMQ_4;
    }

    /** Whether a channel is shown with the limit that its consumers share (MGMT-15). */
    public boolean showsSharedPrefetch() {
        return this == RABBITMQ_3;
    }
}
