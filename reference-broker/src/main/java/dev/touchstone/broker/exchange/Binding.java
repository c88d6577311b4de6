package dev.touchstone.broker.exchange;

import dev.touchstone.broker.wire.FieldTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One way from an exchange to a destination. Two bindings are the same if all four parts are (BIND-01, BIND-02); the order of the arguments does not
 * matter, so they are kept sorted by name.
 */
public final class Binding {
    private final Exchange source;
    private final Destination destination;
    private final String routingKey;
    private final FieldTable arguments;
    private final int hash;

    /** A binding that is not yet part of its source, see {@link Exchange#bind}. */
    public Binding(Exchange source, Destination destination, String routingKey, FieldTable arguments) {
        this.source = source;
        this.destination = destination;
        this.routingKey = routingKey;
        this.arguments = sorted(arguments);
        this.hash =
                (System.identityHashCode(destination) * 31 + routingKey.hashCode()) * 31 + this.arguments.hashCode();
    }

    private static FieldTable sorted(FieldTable arguments) {
        if (arguments.size() < 2) {
            return arguments;
        }
        List<FieldTable.Entry> entries = new ArrayList<>(arguments.entries());
        entries.sort(Comparator.comparing(FieldTable.Entry::name));
        return FieldTable.of(entries);
    }

    /** Where messages come from. */
    public Exchange source() {
        return source;
    }

    /** Where they go. */
    public Destination destination() {
        return destination;
    }

    /** The routing key or pattern, as bound. */
    public String routingKey() {
        return routingKey;
    }

    /** The arguments, sorted by name. */
    public FieldTable arguments() {
        return arguments;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Binding that
                && hash == that.hash
                && source == that.source
                && destination == that.destination
                && routingKey.equals(that.routingKey)
                && arguments.equals(that.arguments);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return source.name() + " -> " + destination.name() + " by '" + routingKey + "' " + arguments;
    }
}
