package dev.touchstone.broker.ledger;

/** Hears that something is safe. */
public interface Receipt {
    /** What was handed over under this number need not be kept by the one who gave it. */
    void accepted(long sequenceNumber);
}
