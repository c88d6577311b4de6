package dev.touchstone.broker.queue;

import dev.touchstone.broker.message.Message;

/** Gives what comes into a queue its position, and puts it where it belongs: in memory, in the ledger or in both. */
final class Intake {
    private final QueueMachine queue;
    private final Shelf shelf;
    private final Custody custody;
    private long nextPosition;

    /** The first message gets that position. */
    Intake(QueueMachine queue, Shelf shelf, Custody custody, long nextPosition) {
        this.queue = queue;
        this.shelf = shelf;
        this.custody = custody;
        this.nextPosition = nextPosition;
    }

    /** The position of the next message. */
    long nextPosition() {
        return nextPosition;
    }

    /** Appends to the line; returns whether the message is kept over a restart. */
    boolean line(ReadyStore ready, Message message, long expiresAt) {
        boolean kept = shelf.keeps(message);
        int line = shelf.line(message);
        long position = nextPosition++;
        boolean away = shelf.takesAway(ready, line);
        if (kept || away) {
            shelf.keep(message, position, expiresAt);
        }
        if (away) {
            ready.addAway(line, position, 1, message.bodySize());
        } else {
            custody.hold(message);
            ready.add(new QueuedMessage(queue, message, position, expiresAt));
        }
        return kept;
    }

    /** A message that goes to a consumer at once, to be settled later. */
    QueuedMessage passing(Message message, long expiresAt) {
        custody.hold(message);
        QueuedMessage entry = new QueuedMessage(queue, message, nextPosition++, expiresAt);
        if (shelf.keeps(message)) {
            shelf.keep(message, entry.position(), expiresAt);
        }
        return entry;
    }
}
