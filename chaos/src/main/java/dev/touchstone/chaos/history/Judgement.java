package dev.touchstone.chaos.history;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the checker says about a history. */
public record Judgement(List<Anomaly> anomalies, Counts counts) {
    /** Copies the list. */
    public Judgement {
        anomalies = List.copyOf(anomalies);
    }

    /**
     * What is no fault by itself.
     *
     * @param published publishes sent
     * @param confirmed of these confirmed, or committed with commit-ok
     * @param unknownSeen neither confirmed nor ruled out, and delivered
     * @param unknownUnseen neither confirmed nor ruled out, and never seen
     * @param delivered deliveries
     * @param duplicates deliveries of a message that had been delivered before
     * @param ackedCameBack messages that came back although a plain ack had been sent for them
     * @param committedAcks acks in transactions that were answered with commit-ok
     * @param kills how often the broker was killed
     */
    public record Counts(
            int published,
            int confirmed,
            int unknownSeen,
            int unknownUnseen,
            int delivered,
            int duplicates,
            int ackedCameBack,
            int committedAcks,
            int kills) {}

    /** True if nothing is wrong but what is of these kinds. */
    public boolean isClean(Collection<AnomalyKind> allowed) {
        return anomalies.stream().allMatch(anomaly -> allowed.contains(anomaly.kind()));
    }

    /** How many anomalies of each kind; kinds without one are there with 0. */
    public Map<AnomalyKind, Integer> byKind() {
        Map<AnomalyKind, Integer> numbers = new EnumMap<>(AnomalyKind.class);
        for (AnomalyKind kind : AnomalyKind.values()) {
            numbers.put(kind, 0);
        }
        anomalies.forEach(anomaly -> numbers.merge(anomaly.kind(), 1, Integer::sum));
        return numbers;
    }
}
