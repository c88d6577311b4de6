package dev.touchstone.broker.ledger;

import java.util.ArrayList;
import java.util.List;

/** What was found damaged while files were read at the start, a sentence each: what, where, how much was lost. Empty after an orderly end. */
public final class RecoveryReport {
    private final List<String> damages = new ArrayList<>();

    /** An empty report. */
    public RecoveryReport() {}

    /** The end of a file was not written whole; it was cut off. */
    void tornTail(String file, long at, long octets) {
        damages.add(
                file + ": the last " + octets + " octets, from " + at + ", were not written whole and were cut off");
    }

    /** Something in the middle of a file cannot be read; what follows was read again. */
    void damaged(String file, long at, long octets) {
        damages.add(file + ": " + octets + " octets from " + at + " are damaged; the records in them are lost");
    }

    /** Something else that the operator should know. */
    public void note(String damage) {
        damages.add(damage);
    }

    /** The sentences, in the order of finding. */
    public List<String> damages() {
        return List.copyOf(damages);
    }
}
