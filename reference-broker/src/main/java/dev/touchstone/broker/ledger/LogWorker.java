package dev.touchstone.broker.ledger;

/** Where the ledger's slow work goes: one thread beside the loops, in the order of submission. */
public interface LogWorker {
    /** Has it run; it throws nothing. */
    void submit(Runnable work);

    /** Returns when everything submitted before has run. Must not be called on the worker itself. */
    void await();
}
