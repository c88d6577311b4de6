package dev.touchstone.chaos.history;

/** One thing that is wrong. {@code detail} names the message, the queue and the epochs. */
public record Anomaly(AnomalyKind kind, String detail) {
    @Override
    public String toString() {
        return kind + " " + detail;
    }
}
