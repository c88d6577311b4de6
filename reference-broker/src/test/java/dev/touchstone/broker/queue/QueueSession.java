package dev.touchstone.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A queue and its model that get the same commands. */
final class QueueSession {
    /** The queue as anybody would write it who need not care for speed. */
    private static final class Model {
        final TreeMap<Integer, Boolean> ready = new TreeMap<>();
        final List<ModelConsumer> turn = new ArrayList<>();
        int published;

        void drain() {
            while (!ready.isEmpty() && !turn.isEmpty()) {
                ModelConsumer consumer = turn.remove(0);
                if (consumer.unacked.size() >= consumer.prefetch) {
                    consumer.blocked = true;
                    continue;
                }
                turn.add(consumer);
                int number = ready.firstKey();
                consumer.take(number, Boolean.TRUE.equals(ready.remove(number)));
            }
        }
    }

    private static final class ModelConsumer {
        final List<String> got = new ArrayList<>();
        final List<Integer> unacked = new ArrayList<>();
        final int prefetch;
        boolean blocked;

        ModelConsumer(int prefetch) {
            this.prefetch = prefetch;
        }

        void take(int number, boolean redelivered) {
            got.add(number + (redelivered ? "*" : ""));
            unacked.add(number);
        }
    }

    private record Pair(Taker real, ModelConsumer model) {}

    private final Bench bench = Bench.plain();
    private final Model model = new Model();
    private final List<Pair> consumers = new ArrayList<>();
    private final List<QueuedMessage> gotten = new ArrayList<>();
    private final List<Integer> modelGotten = new ArrayList<>();

    void agrees() {
        assertThat(bench.queue.messageCount()).isEqualTo(model.ready.size());
        assertThat(bench.queue.consumerCount()).isEqualTo(consumers.size());
        assertThat(bench.queue.unackedCount()).isEqualTo(unacked());
        for (Pair pair : consumers) {
            assertThat(pair.real().got).isEqualTo(pair.model().got);
        }
    }

    private long unacked() {
        return modelGotten.size()
                + consumers.stream()
                        .mapToLong(pair -> pair.model().unacked.size())
                        .sum();
    }

    void run(int kind, int choice) {
        switch (kind) {
            case 0, 1, 2 -> publish();
            case 3 -> get();
            case 4 -> add(choice % 3 + 1);
            case 5 -> settleOne(choice, false);
            case 6 -> settleOne(choice, true);
            case 7 -> requeueAll(choice);
            case 8 -> requeueGotten(choice % 2 == 0);
            default -> rarely(choice);
        }
    }

    private void publish() {
        model.ready.put(model.published, false);
        model.drain();
        bench.publish(Integer.toString(model.published++));
    }

    private void get() {
        QueuedMessage real = bench.queue.get(false, bench.now);
        if (model.ready.isEmpty()) {
            assertThat(real).isNull();
            return;
        }
        int number = model.ready.firstKey();
        boolean redelivered = Boolean.TRUE.equals(model.ready.remove(number));
        assertThat(real).isNotNull();
        if (real != null) {
            assertThat(Bench.text(real.message())).isEqualTo(Integer.toString(number));
            assertThat(real.redelivered()).isEqualTo(redelivered);
            gotten.add(real);
            modelGotten.add(number);
        }
    }

    private void add(int prefetch) {
        ModelConsumer consumer = new ModelConsumer(prefetch);
        model.turn.add(consumer);
        model.drain();
        consumers.add(new Pair(Taker.on(bench, prefetch), consumer));
    }

    private @Nullable Pair chosen(int choice) {
        return consumers.isEmpty() ? null : consumers.get(choice % consumers.size());
    }

    private void settleOne(int choice, boolean requeue) {
        Pair pair = chosen(choice);
        if (pair == null || pair.model().unacked.isEmpty()) {
            return;
        }
        int index = choice % pair.model().unacked.size();
        int number = pair.model().unacked.remove(index);
        QueuedMessage real = pair.real().unacked.remove(index);
        if (requeue) {
            model.ready.put(number, true);
            model.drain();
            bench.queue.requeue(List.of(real), bench.now);
        } else {
            bench.queue.ack(real);
        }
        resume(pair);
    }

    private void resume(Pair pair) {
        assertThat(pair.real().consumer.isBlocked()).isEqualTo(pair.model().blocked);
        if (pair.model().blocked) {
            pair.model().blocked = false;
            model.turn.add(pair.model());
            model.drain();
        }
        pair.real().consumer.resume(bench.now);
    }

    private void requeueAll(int choice) {
        Pair pair = chosen(choice);
        if (pair == null) {
            return;
        }
        List<QueuedMessage> real = List.copyOf(pair.real().unacked);
        pair.real().unacked.clear();
        pair.model().unacked.forEach(number -> model.ready.put(number, true));
        pair.model().unacked.clear();
        model.drain();
        bench.queue.requeue(real, bench.now);
        resume(pair);
    }

    /** Together, or gathered first, which must come to the same. */
    private void requeueGotten(boolean gathered) {
        modelGotten.forEach(number -> model.ready.put(number, true));
        modelGotten.clear();
        model.drain();
        if (gathered) {
            Gathering gathering = bench.queue.gather(false);
            gotten.forEach(one -> gathering.comesBack(one, bench.now));
            bench.queue.join(gathering, bench.now);
        } else {
            bench.queue.requeue(List.copyOf(gotten), bench.now);
        }
        gotten.clear();
    }

    private void rarely(int choice) {
        if (choice % 4 == 0) {
            assertThat(bench.queue.purge(bench.now)).isEqualTo(model.ready.size());
            model.ready.clear();
        } else if (choice % 4 == 1 && !consumers.isEmpty()) {
            Pair pair = consumers.remove(choice % consumers.size());
            pair.real().consumer.cancel(bench.now);
            model.turn.remove(pair.model());
            modelGotten.addAll(pair.model().unacked);
            gotten.addAll(pair.real().unacked);
        }
    }

    void end() {
        bench.queue.delete(bench.now);
        for (Pair pair : consumers) {
            pair.real().unacked.forEach(bench.queue::ack);
        }
        gotten.forEach(bench.queue::ack);
        bench.workAll();

        assertThat(bench.held).isZero();
        assertThat(bench.queue.unackedCount()).isZero();
    }
}
