package dev.touchstone.chaos.history;

/**
 * One entry of a history.
 *
 * @param epoch 1 before the first kill, 2 after it, and so on
 * @param client who did or saw it; 0 for the driver itself
 * @param queue number of the queue; -1 where none is meant
 * @param lane the channel that published the message, with {@code number} its name; -1 where no message is meant
 * @param number counts the publishes of the lane, from 0, over all epochs
 * @param transaction 0 for none
 * @param redelivered the flag of a delivery
 */
public record Event(
        EventType type, int epoch, int client, int queue, int lane, int number, int transaction, boolean redelivered) {

    /** Something about a message. */
    public static Event of(EventType type, int epoch, int client, int queue, MessageId message, int transaction) {
        return new Event(type, epoch, client, queue, message.lane(), message.number(), transaction, false);
    }

    /** A delivery. */
    public static Event delivered(int epoch, int client, int queue, MessageId message, boolean redelivered) {
        return new Event(EventType.DELIVERED, epoch, client, queue, message.lane(), message.number(), 0, redelivered);
    }

    /** The end of a transaction, or a part of it. */
    public static Event ofTransaction(EventType type, int epoch, int client, int transaction) {
        return new Event(type, epoch, client, -1, -1, -1, transaction, false);
    }

    /** Something about a queue, or about the broker as a whole with queue -1. */
    public static Event ofQueue(EventType type, int epoch, int client, int queue) {
        return new Event(type, epoch, client, queue, -1, -1, 0, false);
    }

    /** The message that it is about. */
    public MessageId message() {
        return new MessageId(lane, number);
    }
}
