package dev.touchstone.suite.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A field table in the order in which it travelled, doubles included. */
public record WireTable(List<Entry> entries) {
    /** One named value. */
    public record Entry(String name, FieldValue value) {
        @Override
        public String toString() {
            return name + "=" + value;
        }
    }

    public WireTable {
        entries = List.copyOf(entries);
    }

    public static WireTable empty() {
        return new WireTable(List.of());
    }

    /** This table and one more entry behind the others. */
    public WireTable with(String name, FieldValue value) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(name, value));
        return new WireTable(more);
    }

    /** The first value with that name. */
    public Optional<FieldValue> get(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .map(Entry::value)
                .findFirst();
    }

    /** The nested table with that name, or an empty one. */
    public WireTable table(String name) {
        return get(name)
                .map(FieldValue::value)
                .filter(WireTable.class::isInstance)
                .map(WireTable.class::cast)
                .orElse(empty());
    }

    @Override
    public String toString() {
        return entries.stream().map(Entry::toString).collect(Collectors.joining(", ", "{", "}"));
    }
}
