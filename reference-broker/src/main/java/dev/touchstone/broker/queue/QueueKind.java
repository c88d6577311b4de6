package dev.touchstone.broker.queue;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.message.Message;
import org.jspecify.annotations.Nullable;

/** Where queues of different types behave differently; one instance for each queue. */
sealed interface QueueKind permits ClassicKind, QuorumKind {
    /** The kind that the arguments ask for. */
    static QueueKind of(QueueSettings settings, Dialect dialect) {
        return "quorum".equals(settings.arguments().text("x-queue-type"))
                ? new QuorumKind(dialect.countsFirstDelivery())
                : new ClassicKind();
    }

    /** Whether a queue that refuses what is too much, and has so much ready, refuses a message of that size. */
    boolean refuses(QueueLimits limits, long count, long bytes, int size);

    /** Whether a new consumer would break an exclusive one, or be exclusive where others are. */
    boolean refusesConsumer(ConsumerLine consumers, boolean exclusive);

    /** The message as receivers see it after so many returns; one count passes to the caller. */
    Message shown(Message message, int returns);

    /** Gives a message to a consumer. */
    void deliver(ConsumerSink to, Message message, int returns, @Nullable QueuedMessage handle);

    /** Whether a message came back too often to stay. */
    boolean isPoisoned(QueuedMessage message, QueueLimits limits);

    /** Whether a message that came back is delivered before others; {@code lost}: its channel ended, nobody returned it (ACK-07, QUORUM-07). */
    boolean goesToFront(QueueLimits limits, boolean lost);

    /** Reserves ranks for so many messages that come back, in that order; returns the first. */
    long reserve(long ranks);

    /** Puts a message that came back where the next delivery finds it, if it goes to the front by that rank. */
    void putBack(QueuedMessage message, ReadyStore ready, boolean toFront, long rank);
}
