package dev.touchstone.chaos.crash;

import dev.touchstone.chaos.history.Event;
import dev.touchstone.chaos.history.EventType;
import dev.touchstone.chaos.history.History;
import dev.touchstone.chaos.history.MessageId;
import dev.touchstone.suite.target.Endpoint;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What the clients of one epoch share.
 *
 * @param run tells the bodies of this run from all others
 * @param transactions numbers transactions over all epochs
 * @param budget how many publishes are left in this epoch
 * @param killing true from the moment before the kill: from then on lost connections are no news
 * @param notes takes what a person should read
 */
record Scene(
        Endpoint endpoint,
        Layout layout,
        History history,
        int epoch,
        long run,
        AtomicInteger transactions,
        AtomicInteger budget,
        AtomicBoolean killing,
        Consumer<String> notes) {

    void add(EventType type, int client, int queue, MessageId message, int transaction) {
        history.add(Event.of(type, epoch, client, queue, message, transaction));
    }

    void addOfTransaction(EventType type, int client, int transaction) {
        history.add(Event.ofTransaction(type, epoch, client, transaction));
    }

    /** Something went wrong that no kill explains. */
    void stuck(int client, String why) {
        history.add(Event.ofQueue(EventType.STUCK, epoch, client, -1));
        notes.accept("client " + client + " in epoch " + epoch + ": " + why);
    }

    int newTransaction() {
        return transactions.incrementAndGet();
    }

    /** Takes one publish out of the budget; false if it is used up. */
    boolean mayPublish() {
        return budget.getAndDecrement() > 0;
    }
}
