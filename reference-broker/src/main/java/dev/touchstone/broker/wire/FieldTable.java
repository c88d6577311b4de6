package dev.touchstone.broker.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable table of named values in the order they came (FRAME-20). A key that occurs twice is kept twice, and {@link #get} finds the first, as
 * RabbitMQ does. Lookup is linear: tables are small.
 */
public final class FieldTable {
    /** The table without entries. */
    public static final FieldTable EMPTY = new FieldTable(List.of());

    private final List<Entry> entries;

    /** One name, at most 255 octets in UTF-8, with its value. */
    public record Entry(String name, FieldValue value) {}

    private FieldTable(List<Entry> entries) {
        this.entries = entries;
    }

    /** A table of these entries, copied. */
    public static FieldTable of(List<Entry> entries) {
        return entries.isEmpty() ? EMPTY : new FieldTable(List.copyOf(entries));
    }

    /** A builder without entries. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with the entries of this table. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.entries.addAll(entries);
        return builder;
    }

    /** The first value of that name, or null. */
    public @Nullable FieldValue get(String name) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.name.equals(name)) {
                return entry.value;
            }
        }
        return null;
    }

    /** The value of that name as text if it is a long string, else null. */
    public @Nullable String text(String name) {
        return get(name) instanceof FieldValue.Text text ? text.toString() : null;
    }

    /** Whether the name occurs. */
    public boolean contains(String name) {
        return get(name) != null;
    }

    /** All entries in order. */
    public List<Entry> entries() {
        return entries;
    }

    /** Calls {@code each} for every entry in order. */
    public void forEach(BiConsumer<String, FieldValue> each) {
        for (Entry entry : entries) {
            each.accept(entry.name, entry.value);
        }
    }

    /** The number of entries. */
    public int size() {
        return entries.size();
    }

    /** Whether there are no entries. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** This table without the entries of that name. */
    public FieldTable without(String name) {
        return contains(name) ? toBuilder().remove(name).build() : this;
    }

    /** This table with the first entry of that name replaced, or with a new one at the end. */
    public FieldTable with(String name, FieldValue value) {
        return toBuilder().set(name, value).build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldTable that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }

    /** Collects entries; not thread-safe. */
    public static final class Builder {
        private final List<Entry> entries = new ArrayList<>();

        private Builder() {}

        /** Appends an entry, even if the name occurs already. */
        public Builder add(String name, FieldValue value) {
            entries.add(new Entry(name, value));
            return this;
        }

        /** Replaces the first entry of that name where it stands, or appends one. */
        public Builder set(String name, FieldValue value) {
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i).name.equals(name)) {
                    entries.set(i, new Entry(name, value));
                    return this;
                }
            }
            return add(name, value);
        }

        /** Appends a long string. */
        public Builder text(String name, String value) {
            return add(name, FieldValue.Text.of(value));
        }

        /** Appends a signed 32-bit integer. */
        public Builder integer(String name, int value) {
            return add(name, FieldValue.Int.of(value));
        }

        /** Appends a signed 64-bit integer. */
        public Builder longInteger(String name, long value) {
            return add(name, FieldValue.Int.of(value));
        }

        /** Appends a boolean. */
        public Builder bool(String name, boolean value) {
            return add(name, new FieldValue.Bool(value));
        }

        /** Appends a table. */
        public Builder table(String name, FieldTable value) {
            return add(name, new FieldValue.Nested(value));
        }

        /** Appends a list. */
        public Builder array(String name, List<FieldValue> values) {
            return add(name, new FieldValue.Array(values));
        }

        /** Removes every entry of that name. */
        public Builder remove(String name) {
            entries.removeIf(entry -> entry.name.equals(name));
            return this;
        }

        /** The table of what was collected. */
        public FieldTable build() {
            return FieldTable.of(entries);
        }
    }
}
