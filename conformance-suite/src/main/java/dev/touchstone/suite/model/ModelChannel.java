package dev.touchstone.suite.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** An open channel: what it holds, whom it serves, its mode. */
final class ModelChannel {
    /** Plain until it selects confirms or transactions; then for good. */
    enum Mode {
        PLAIN,
        CONFIRM,
        TX
    }

    /** A publish that waits for its commit; it was routed already (TX-04), to queues by name. */
    record Waiting(Message message, boolean mandatory, List<String> queues) {}

    /** A settlement that waits for its commit. */
    record Settling(List<Held> deliveries, boolean ack, boolean requeue) {}

    final String where;
    final Map<String, ModelConsumer> consumers = new LinkedHashMap<>();
    final List<Waiting> waiting = new ArrayList<>();
    final List<Settling> settling = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private final Map<String, Long> lastTags = new HashMap<>();
    /** Of each message that basic.get took since the last {@link #retag}: whether that settled it. */
    private final Queue<Boolean> gets = new ArrayDeque<>();

    private Mode mode = Mode.PLAIN;
    private long nextTag = 1;
    private int prefetch;
    private int limit;
    /** Of the limit: what was held when it was set, and what consumers got since and have not settled. */
    private long taken;

    ModelChannel(String where) {
        this.where = where;
    }

    Mode mode() {
        return mode;
    }

    void select(Mode other) {
        if (mode != Mode.PLAIN && mode != other) {
            throw Refusal.channel(406);
        }
        mode = other;
    }

    /** For consumers to come; lifts the limit of the channel (QOS-07). */
    void prefetch(int count) {
        prefetch = count;
        limit(0);
    }

    int prefetch() {
        return prefetch;
    }

    /** For all consumers together; 0 for none. */
    void limit(int count) {
        if (limit == 0) {
            taken = held.size();
        }
        limit = count;
    }

    int limit() {
        return limit;
    }

    boolean hasRoom() {
        return limit == 0 || taken < limit;
    }

    /** These deliveries are settled for good. */
    void release(List<Held> deliveries) {
        taken = Math.max(
                0,
                taken
                        - deliveries.stream()
                                .filter(one -> one.consumer() != null)
                                .count());
    }

    int heldBy(ModelConsumer consumer) {
        return (int) unsettled().stream()
                .filter(one -> consumer.equals(one.consumer()))
                .count();
    }

    /** Those that wait for a commit count until then. */
    private List<Held> unsettled() {
        if (settling.isEmpty()) {
            return held;
        }
        List<Held> all = new ArrayList<>(held);
        settling.forEach(one -> all.addAll(one.deliveries()));
        return all;
    }

    List<Held> held() {
        return held;
    }

    /** Gives the next tag to a delivery. */
    long deliver(
            ModelQueue queue, Entry entry, @org.jspecify.annotations.Nullable ModelConsumer consumer, boolean noAck) {
        long tag = nextTag++;
        lastTags.put(entry.message().id(), tag);
        if (consumer == null) {
            gets.add(noAck);
        }
        if (!noAck) {
            taken += consumer == null ? 0 : 1;
            held.add(new Held(tag, queue, entry, consumer));
        }
        return tag;
    }

    Map<String, Long> lastTags() {
        return lastTags;
    }

    /** Takes out what this settles. */
    List<Held> settle(long tag, boolean multiple) {
        if (multiple && tag == 0) {
            List<Held> all = List.copyOf(held);
            held.clear();
            return all;
        }
        if (held.stream().noneMatch(one -> one.tag() == tag)) {
            throw Refusal.channel(406);
        }
        List<Held> settled = held.stream()
                .filter(one -> one.tag() == tag || (multiple && one.tag() < tag))
                .toList();
        held.removeAll(settled);
        return settled;
    }

    /** The first settlement that waits, and with it those of the same kind that follow it: a commit settles them as one. */
    Settling nextSettling() {
        Settling first = settling.remove(0);
        List<Held> deliveries = new ArrayList<>(first.deliveries());
        while (!settling.isEmpty()
                && settling.get(0).ack() == first.ack()
                && (first.ack() || settling.get(0).requeue() == first.requeue())) {
            deliveries.addAll(settling.remove(0).deliveries());
        }
        return new Settling(deliveries, first.ack(), first.requeue());
    }

    /** What was settled in the transaction is held again. */
    void rollback() {
        waiting.clear();
        settling.forEach(one -> held.addAll(one.deliveries()));
        settling.clear();
        held.sort(Comparator.comparingLong(Held::tag));
    }

    /** Deliveries that came since the last call, with the tags under which they came; queues have a free hand in their order. */
    void retag(List<Tagged> came) {
        long first = came.stream().mapToLong(Tagged::tag).min().orElse(Long.MAX_VALUE);
        List<Held> fresh =
                new ArrayList<>(held.stream().filter(one -> one.tag() >= first).toList());
        held.removeAll(fresh);
        for (Tagged tagged : came) {
            lastTags.put(tagged.message(), tagged.tag());
            if (tagged.consumer().isEmpty() && Boolean.TRUE.equals(gets.poll())) {
                continue;
            }
            fresh.stream().filter(tagged::names).findFirst().ifPresent(one -> {
                fresh.remove(one);
                held.add(one.withTag(tagged.tag()));
            });
        }
        gets.clear();
        held.addAll(fresh);
        held.sort(Comparator.comparingLong(Held::tag));
    }
}
