package dev.touchstone.broker.ledger;

import java.util.List;

/** Whoever asked for messages from the disk. */
public interface LoadTarget {
    /** The next messages, in order; empty if there are none. One count of each message passes to the callee. On the loop. */
    void loaded(List<LoadedMessage> messages);
}
