package dev.touchstone.chaos.history;

import java.util.ArrayList;
import java.util.List;

/** Builds small histories: one queue, one lane, one consumer, unless a test says otherwise. */
final class PlantedHistory {
    private static final int QUEUE = 0;
    private static final int LANE = 1;
    private static final int PUBLISHER = 1;
    private static final int CONSUMER = 2;

    private final List<Event> events = new ArrayList<>();
    private int epoch = 1;

    private PlantedHistory add(Event event) {
        events.add(event);
        return this;
    }

    private PlantedHistory add(EventType type, int client, int number, int transaction) {
        return add(Event.of(type, epoch, client, QUEUE, new MessageId(LANE, number), transaction));
    }

    PlantedHistory published(int number) {
        return add(EventType.PUBLISH, PUBLISHER, number, 0);
    }

    PlantedHistory published(int number, int transaction) {
        return add(EventType.PUBLISH, PUBLISHER, number, transaction);
    }

    PlantedHistory confirmed(int number) {
        return add(EventType.CONFIRMED, PUBLISHER, number, 0);
    }

    PlantedHistory nacked(int number) {
        return add(EventType.NACKED, PUBLISHER, number, 0);
    }

    PlantedHistory returned(int number) {
        return add(EventType.RETURNED, PUBLISHER, number, 0);
    }

    PlantedHistory transaction(EventType type, int transaction) {
        return add(Event.ofTransaction(type, epoch, PUBLISHER, transaction));
    }

    PlantedHistory committed(int transaction) {
        return transaction(EventType.COMMIT, transaction).transaction(EventType.COMMITTED, transaction);
    }

    PlantedHistory delivered(int number) {
        return deliveredIn(QUEUE, number, false);
    }

    PlantedHistory redelivered(int number) {
        return deliveredIn(QUEUE, number, true);
    }

    PlantedHistory deliveredIn(int queue, int number, boolean redelivered) {
        return add(Event.delivered(epoch, CONSUMER, queue, new MessageId(LANE, number), redelivered));
    }

    PlantedHistory acked(int number) {
        return add(EventType.ACK, CONSUMER, number, 0);
    }

    PlantedHistory acked(int number, int transaction) {
        return add(EventType.ACK, CONSUMER, number, transaction);
    }

    PlantedHistory killed() {
        add(Event.ofQueue(EventType.KILLED, epoch, 0, -1));
        epoch++;
        return add(Event.ofQueue(EventType.RESTARTED, epoch, 0, -1));
    }

    PlantedHistory of(EventType type) {
        return add(Event.ofQueue(type, epoch, 0, QUEUE));
    }

    /** The judgement, after a complete drain. */
    Judgement judgedAfterDrain() {
        return of(EventType.DRAINED).judged();
    }

    Judgement judged() {
        return Checker.judge(events);
    }

    History history() {
        History history = new History();
        events.forEach(history::add);
        return history;
    }
}
