package dev.touchstone.broker.queue;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.wire.FieldTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A consumer with a prefetch limit that writes down what it gets. */
final class Taker implements ConsumerSink {
    final List<String> got = new ArrayList<>();
    final List<QueuedMessage> unacked = new ArrayList<>();
    final Consumer consumer;
    int prefetch;
    boolean cancelled;

    private Taker(QueueMachine queue, ConsumerSettings settings, int prefetch) {
        this.prefetch = prefetch;
        this.consumer = queue.consume(settings, this);
    }

    /** A started consumer that may hold {@code prefetch} unacknowledged messages. */
    static Taker on(Bench bench, int prefetch) {
        return with(bench, prefetch, new ConsumerSettings("t", false, false, FieldTable.EMPTY));
    }

    /** A consumer that was not started. */
    static Taker silent(Bench bench, int prefetch) {
        return new Taker(bench.queue, new ConsumerSettings("t", false, false, FieldTable.EMPTY), prefetch);
    }

    static Taker with(Bench bench, int prefetch, ConsumerSettings settings) {
        Taker taker = new Taker(bench.queue, settings, prefetch);
        taker.consumer.resume(bench.now);
        return taker;
    }

    static ConsumerSettings priority(int priority) {
        return new ConsumerSettings("t" + priority, false, false, Bench.arguments("x-priority", priority));
    }

    static ConsumerSettings noAck() {
        return new ConsumerSettings("n", true, false, FieldTable.EMPTY);
    }

    void ackFirst(Bench bench) {
        bench.queue.ack(unacked.remove(0));
        consumer.resume(bench.now);
    }

    /** What it got since the last question. */
    List<String> news() {
        List<String> news = List.copyOf(got);
        got.clear();
        return news;
    }

    @Override
    public boolean canTake() {
        return unacked.size() < prefetch;
    }

    @Override
    public void deliver(Message message, boolean redelivered, @Nullable QueuedMessage handle) {
        got.add(Bench.text(message) + (redelivered ? "*" : ""));
        if (handle != null) {
            unacked.add(handle);
        }
    }

    @Override
    public void cancelled() {
        cancelled = true;
    }
}
