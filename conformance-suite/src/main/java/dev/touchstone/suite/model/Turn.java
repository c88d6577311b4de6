package dev.touchstone.suite.model;

import dev.touchstone.suite.script.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What happens while one step is taken. */
final class Turn {
    final Chooser chooser;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Set<String>> writers = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    private boolean ripple;
    private boolean race;

    Turn(Chooser chooser) {
        this.chooser = chooser;
    }

    void emit(Event event) {
        events.add(event);
    }

    /** No reply is wanted; errors and events come all the same (CHAN-15). */
    void unanswered() {
        events.removeIf(event -> event.kind() == Event.Kind.OK);
    }

    /** Two independent writers to one queue in one step: their order is anybody's guess. */
    void wrote(String queue, String writer) {
        Set<String> all = writers.computeIfAbsent(queue, ignored -> new HashSet<>());
        all.add(writer);
        race |= all.size() > 1;
    }

    boolean wasWritten(String queue) {
        return writers.containsKey(queue);
    }

    void ripple() {
        ripple = true;
    }

    void race() {
        race = true;
    }

    void gone(String queue) {
        gone.add(queue);
    }

    Outcome outcome() {
        return new Outcome(events, Optional.empty(), ripple, race, gone);
    }
}
