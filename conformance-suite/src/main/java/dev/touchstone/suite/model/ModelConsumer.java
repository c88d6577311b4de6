package dev.touchstone.suite.model;

/** @param prefetch its own limit of unsettled deliveries, 0 for none */
record ModelConsumer(
        String tag,
        ModelChannel channel,
        ModelQueue queue,
        boolean noAck,
        boolean exclusive,
        int prefetch,
        long priority) {
    /** It can take one more. A channel at its limit holds back consumers without acknowledgements too. */
    boolean isReady() {
        return (noAck || prefetch == 0 || channel.heldBy(this) < prefetch) && channel.hasRoom();
    }

    /** Each consumer is its own, whatever it looks like. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return tag;
    }
}
