package dev.touchstone.broker.queue;

import dev.touchstone.broker.wire.FieldTable;
import org.jspecify.annotations.Nullable;

/** One consumer of one queue. Starts silent: nothing is delivered before the first {@link #resume}. */
public final class Consumer {
    private final QueueMachine queue;
    private final ConsumerSettings settings;
    private final ConsumerSink sink;
    private final long priority;

    private State state = State.BLOCKED;

    @Nullable
    Consumer next;

    @Nullable
    Consumer previous;

    private enum State {
        /** In the ring of those that are asked for their readiness. */
        READY,
        /** Put aside until {@link #resume}. */
        BLOCKED,
        CANCELLED
    }

    Consumer(QueueMachine queue, ConsumerSettings settings, ConsumerSink sink) {
        this.queue = queue;
        this.settings = settings;
        this.sink = sink;
        this.priority = settings.priority();
    }

    /** The queue it consumes from. */
    public QueueMachine queue() {
        return queue;
    }

    /** The consumer tag. */
    public String tag() {
        return settings.tag();
    }

    /** Whether its deliveries count as acknowledged when they are sent (CONS-12). */
    public boolean noAck() {
        return settings.noAck();
    }

    /** Whether it is the only consumer that the queue allows (CONS-04). */
    public boolean exclusive() {
        return settings.exclusive();
    }

    /** Higher ones are served first (CONS-07). */
    public long priority() {
        return priority;
    }

    /** The arguments of {@code basic.consume}. */
    public FieldTable arguments() {
        return settings.arguments();
    }

    /** Whether messages may go to it: false only for those that wait behind a single active consumer (QUEUE-24). */
    public boolean isActive() {
        return queue.isActive(this);
    }

    /** Whether it refused a message, or never started, and waits for {@link #resume}. */
    public boolean isBlocked() {
        return state == State.BLOCKED;
    }

    /** It may take messages again: credit came back, or the consumer starts. Cheap if it was not blocked. */
    public void resume(long nowMillis) {
        if (state == State.BLOCKED) {
            queue.resume(this, nowMillis);
        }
    }

    /** It may be asked again when its queue has something next; unlike {@link #resume} that delivers nothing by itself. */
    public void unblock() {
        if (state == State.BLOCKED) {
            queue.unblock(this);
        }
    }

    /** Ends it; nothing is delivered afterwards, and what it has unacknowledged stays so (CONS-08). May delete the queue (QUEUE-14). */
    public void cancel(long nowMillis) {
        if (state != State.CANCELLED) {
            queue.cancel(this, nowMillis);
        }
    }

    ConsumerSink sink() {
        return sink;
    }

    boolean isReady() {
        return state == State.READY;
    }

    void becomesReady() {
        state = State.READY;
    }

    void becomesBlocked() {
        state = State.BLOCKED;
    }

    void becomesCancelled() {
        state = State.CANCELLED;
    }
}
