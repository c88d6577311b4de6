package dev.touchstone.broker.queue;

import dev.touchstone.broker.message.Message;
import org.jspecify.annotations.Nullable;

/** A classic queue: what comes back goes to its old place (ACK-07), and receivers see what was published. */
final class ClassicKind implements QueueKind {
    @Override
    public boolean refuses(QueueLimits limits, long count, long bytes, int size) {
        return limits.isExceededBy(count + 1, bytes + size);
    }

    @Override
    public boolean refusesConsumer(ConsumerLine consumers, boolean exclusive) {
        return consumers.refuses(exclusive);
    }

    @Override
    public Message shown(Message message, int returns) {
        message.retain();
        return message;
    }

    @Override
    public void deliver(ConsumerSink to, Message message, int returns, @Nullable QueuedMessage handle) {
        to.deliver(message, returns > 0, handle);
    }

    @Override
    public boolean isPoisoned(QueuedMessage message, QueueLimits limits) {
        return false;
    }

    @Override
    public boolean goesToFront(QueueLimits limits, boolean lost) {
        return true;
    }

    /** Ranks are positions. */
    @Override
    public long reserve(long ranks) {
        return 0;
    }

    @Override
    public void putBack(QueuedMessage message, ReadyStore ready, boolean toFront, long rank) {
        ready.addReturned(message);
    }
}
