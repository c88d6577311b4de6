package dev.touchstone.suite.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A classic queue: what waits in it, in order, and who consumes from it. */
final class ModelQueue {
    static final String EXPIRES = "x-expires";
    static final String SINGLE_ACTIVE = "x-single-active-consumer";

    private static final Comparator<Entry> BY_ARRIVAL = Comparator.comparingLong(Entry::position);

    final String name;
    final boolean durable;
    /** The client that owns it, or empty. */
    final String owner;

    final boolean autoDelete;
    final Map<String, Object> arguments;
    final List<ModelConsumer> consumers = new ArrayList<>();
    private final List<Entry> ready = new ArrayList<>();
    private long arrived;
    private @Nullable ModelConsumer active;

    ModelQueue(String name, boolean durable, String owner, boolean autoDelete, Map<String, Object> arguments) {
        this.name = name;
        this.durable = durable && owner.isEmpty();
        this.owner = owner;
        this.autoDelete = autoDelete;
        this.arguments = new LinkedHashMap<>(arguments);
    }

    long nextPosition() {
        return arrived++;
    }

    /** To its place: by priority, then by arrival. */
    void add(Entry entry) {
        ready.add(entry);
        ready.sort(Comparator.comparingLong(this::priority).reversed().thenComparing(BY_ARRIVAL));
    }

    /** A priority above the queue's highest counts as that; without priorities all are equal. */
    long priority(Entry entry) {
        long most = arguments.get("x-max-priority") instanceof Long number ? number : 0;
        return Math.min(entry.message().priority(), most);
    }

    boolean isEmpty() {
        return ready.isEmpty();
    }

    /** Whether the head came later than something that waits behind it. */
    boolean headOvertook() {
        return ready.stream().anyMatch(one -> one.position() < head().position());
    }

    int size() {
        return ready.size();
    }

    long octets() {
        return ready.stream().mapToLong(entry -> entry.message().size()).sum();
    }

    Entry head() {
        return ready.get(0);
    }

    Entry take() {
        return ready.remove(0);
    }

    int purge() {
        int count = ready.size();
        ready.clear();
        return count;
    }

    List<Entry> entries() {
        return List.copyOf(ready);
    }

    boolean isSingleActive() {
        return Boolean.TRUE.equals(arguments.get(SINGLE_ACTIVE));
    }

    /** It is deleted when nobody has used it for so many milliseconds; empty for never. */
    Optional<Long> expires() {
        return arguments.get(EXPIRES) instanceof Long millis ? Optional.of(millis) : Optional.empty();
    }

    void join(ModelConsumer consumer) {
        consumers.add(consumer);
        if (active == null) {
            active = consumer;
        }
    }

    /** After the active consumer comes that of highest priority, of several the first (QUEUE-24). */
    void leave(ModelConsumer consumer) {
        consumers.remove(consumer);
        if (consumer.equals(active)) {
            long best = highest(consumers);
            active = consumers.stream()
                    .filter(next -> next.priority() == best)
                    .findFirst()
                    .orElse(null);
        }
    }

    private static long highest(List<ModelConsumer> consumers) {
        return consumers.stream().mapToLong(ModelConsumer::priority).max().orElse(0);
    }

    /** The consumers of highest priority that can take a message now; with a single active consumer only that one. */
    List<ModelConsumer> readyConsumers() {
        List<ModelConsumer> able = consumers.stream()
                .filter(consumer -> !isSingleActive() || consumer.equals(active))
                .filter(ModelConsumer::isReady)
                .toList();
        long best = highest(able);
        return able.stream().filter(consumer -> consumer.priority() == best).toList();
    }
}
