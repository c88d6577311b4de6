package dev.touchstone.chaos.history;

import java.util.ArrayList;
import java.util.List;

/** What the history says about one message so far. */
final class Fate {
    final MessageId message;
    final int queue;
    final int epoch;
    final int transaction;
    private final List<Integer> ackTransactions = new ArrayList<>(1);
    boolean confirmed;
    boolean returned;
    boolean plainAck;
    boolean cameBack;
    int plainAckEpoch;
    int deliveries;
    int lastEpoch;

    Fate(Event publish) {
        message = publish.message();
        queue = publish.queue();
        epoch = publish.epoch();
        transaction = publish.transaction();
    }

    void acked(Event ack) {
        if (ack.transaction() == 0) {
            plainAck = true;
            plainAckEpoch = ack.epoch();
        } else {
            ackTransactions.add(ack.transaction());
        }
    }

    List<Integer> ackTransactions() {
        return ackTransactions;
    }

    String where() {
        return "message " + message + " to queue " + queue + ", published in epoch " + epoch;
    }
}
