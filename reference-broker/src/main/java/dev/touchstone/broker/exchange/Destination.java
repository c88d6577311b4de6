package dev.touchstone.broker.exchange;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a binding leads to: a queue or another exchange. Knows the bindings that lead to it, so that they go with it. */
public abstract class Destination {
    private final String name;
    private final Set<Binding> incoming = new LinkedHashSet<>();
    private long lastVisit;

    protected Destination(String name) {
        this.name = name;
    }

    /** The name, unique among the destinations of the same kind in the virtual host. */
    public final String name() {
        return name;
    }

    /** The kind as reply texts and listings say it: {@code queue} or {@code exchange}. */
    public abstract String kind();

    /** The bindings that lead here, as a copy, oldest first. */
    public final List<Binding> incoming() {
        return new ArrayList<>(incoming);
    }

    /**
     * Marks this destination as reached by the routing run with that number.
     *
     * @param run the number of the run, growing from 1; cheaper than a set of visited destinations per message
     * @return whether it is reached for the first time in this run (E2E-02, E2E-03)
     */
    public final boolean visit(long run) {
        if (lastVisit == run) {
            return false;
        }
        lastVisit = run;
        return true;
    }

    void bound(Binding binding) {
        incoming.add(binding);
    }

    void unbound(Binding binding) {
        incoming.remove(binding);
    }
}
