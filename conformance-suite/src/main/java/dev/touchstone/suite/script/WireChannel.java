package dev.touchstone.suite.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a client remembers of one of its channels. */
final class WireChannel {
    /** Something that was asked and is not answered yet: a step, or a question of the runner's own. */
    record Pending(Optional<Step> step, Consumer<Optional<dev.touchstone.suite.probe.MethodFields>> answer) {}

    final int number;
    final Deque<Pending> pending = new ArrayDeque<>();
    final Map<String, Long> lastTags = new HashMap<>();
    /** Publishes that wait for their confirm, by sequence number. */
    final TreeMap<Long, String> unconfirmed = new TreeMap<>();

    private final Set<String> answered = new HashSet<>();
    private long published;
    private long lastDelivery;
    private boolean confirms;

    WireChannel(int number) {
        this.number = number;
    }

    void confirms() {
        confirms = true;
    }

    /** The broker's answer to a publish; what it was. */
    String answered(long number) {
        String message = unconfirmed.getOrDefault(number, "");
        unconfirmed.remove(number);
        answered.add(message);
        return message;
    }

    /** True if a publish of that message was confirmed already. */
    boolean isAnswered(String message) {
        return answered.contains(message);
    }

    void published(String message) {
        if (confirms) {
            unconfirmed.put(++published, message);
        }
    }

    /** Tags start at 1 and grow by 1 (CONS-10); false where this one does not. */
    boolean delivered(String message, long tag) {
        boolean next = tag == lastDelivery + 1;
        lastDelivery = tag;
        lastTags.put(message, tag);
        return next;
    }

    /** True if it was told to close: what is sent to it from now on is an error once the broker has done so. */
    boolean isLeaving() {
        return pending.stream()
                .anyMatch(one ->
                        one.step().filter(step -> step.verb() == Verb.CLOSE).isPresent());
    }

    /** Nothing more will be answered: the channel is gone. */
    void close() {
        while (!pending.isEmpty()) {
            pending.remove().answer().accept(Optional.empty());
        }
        unconfirmed.clear();
    }
}
