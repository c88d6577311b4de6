package dev.touchstone.ci.kill.variant;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.queue.ConsumerSink;
import dev.touchstone.broker.queue.QueuedMessage;
import org.jspecify.annotations.Nullable;

/** Passes deliveries on as they are; a subclass does one thing otherwise. */
class OtherSink implements ConsumerSink {
    private final ConsumerSink real;

    OtherSink(ConsumerSink real) {
        this.real = real;
    }

    @Override
    public boolean canTake() {
        return real.canTake();
    }

    @Override
    public void deliver(Message message, boolean redelivered, @Nullable QueuedMessage unacked) {
        real.deliver(message, redelivered, unacked);
    }

    @Override
    public boolean hasSharedLimit() {
        return real.hasSharedLimit();
    }

    @Override
    public void cancelled() {
        real.cancelled();
    }
}
