package dev.touchstone.chaos.history;

/** What can be wrong with a history. The codes are a contract: pipelines and pages name them. */
public enum AnomalyKind {
    L1("lost: confirmed or committed, never acked, and gone"),
    P1("phantom: delivered although never published, rolled back, in another queue, or with another body"),
    O1("order broken for one channel and one queue"),
    D1("duplicate without the redelivered flag"),
    D2("delivered again after its ack was committed or processed"),
    R1("returned as unroutable although a durable binding was declared"),
    G1("a durable object is gone after a restart"),
    S1("stuck: no progress after the restart within the deadline");

    private final String meaning;

    AnomalyKind(String meaning) {
        this.meaning = meaning;
    }

    /** What it means, in words. */
    public String meaning() {
        return meaning;
    }
}
