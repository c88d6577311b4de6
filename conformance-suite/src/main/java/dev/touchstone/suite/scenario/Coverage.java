package dev.touchstone.suite.scenario;

import dev.touchstone.suite.script.Event;
import dev.touchstone.suite.script.Step;
import dev.touchstone.suite.script.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What scenarios reached: which step in which state of its channel, and which events came of it. For many threads. */
public final class Coverage {
    /** States of a channel. */
    public static final List<String> STATES = List.of("closed", "plain", "confirm", "tx");

    /** What some scenario should have seen; a run that did not proves little about it. */
    private static final List<String> GOALS = List.of(
            "deliver redelivered",
            "got redelivered",
            "return 312",
            "confirmed",
            "refused",
            "cancelled",
            "death rejected",
            "death expired",
            "death maxlen",
            "death twice",
            "closed 403",
            "closed 404",
            "closed 405",
            "closed 406",
            "connection-closed 503",
            "connection-closed 504",
            "connection-closed 530",
            "connection-closed 540");

    private final Map<String, LongAdder> cells = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> seen = new ConcurrentHashMap<>();
    private final LongAdder actions = new LongAdder();

    void count(Step step, String state, List<Event> events) {
        actions.increment();
        cells.computeIfAbsent(step.verb().word() + " " + state, ignored -> new LongAdder())
                .increment();
        for (Event event : events) {
            words(event)
                    .forEach(word -> seen.computeIfAbsent(word, ignored -> new LongAdder())
                            .increment());
        }
    }

    private static List<String> words(Event event) {
        List<String> words = new ArrayList<>(List.of(event.kind().word()));
        switch (event.kind()) {
            case CLOSED, CONNECTION_CLOSED, RETURN -> words.add(event.kind().word() + " " + event.operand(0));
            default -> {}
        }
        if (event.fields().containsKey(Event.REDELIVERED)) {
            words.add(event.kind().word() + " redelivered");
        }
        if (event.fields().get(Event.DEATH) instanceof List<?> deaths) {
            deaths.forEach(death -> words.add("death " + death.toString().split("/")[1]));
            if (deaths.stream().anyMatch(death -> !death.toString().endsWith("/1"))) {
                words.add("death twice");
            }
        }
        return words;
    }

    /** How many steps were taken. */
    public long actions() {
        return actions.sum();
    }

    /** How often each step was taken in each state, {@code publish confirm} for example. */
    public Map<String, Long> cells() {
        Map<String, Long> counts = new TreeMap<>();
        cells.forEach((cell, count) -> counts.put(cell, count.sum()));
        return counts;
    }

    public Map<String, Long> events() {
        Map<String, Long> counts = new TreeMap<>();
        seen.forEach((event, count) -> counts.put(event, count.sum()));
        return counts;
    }

    /** Steps of channels in states, and events, that no scenario reached. */
    public List<String> neverReached() {
        List<String> missing = new ArrayList<>();
        Arrays.stream(Verb.values())
                .filter(verb -> verb.scope() == Verb.Scope.CHANNEL)
                .forEach(verb -> STATES.stream()
                        .map(state -> verb.word() + " " + state)
                        .filter(cell -> !cells.containsKey(cell))
                        .forEach(missing::add));
        GOALS.stream().filter(goal -> !seen.containsKey(goal)).forEach(missing::add);
        return missing;
    }
}
