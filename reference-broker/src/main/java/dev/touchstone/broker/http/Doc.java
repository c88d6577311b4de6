package dev.touchstone.broker.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A JSON object that keeps the order of its fields. */
final class Doc extends LinkedHashMap<String, Object> implements Fields {
    private static final long serialVersionUID = 1L;

    /** An object with the fields that are written into it. */
    static Doc of(Consumer<Fields> fields) {
        Doc doc = new Doc();
        fields.accept(doc);
        return doc;
    }

    @Override
    public Doc with(String name, @Nullable Object value) {
        put(name, value);
        return this;
    }

    @Override
    public Doc withKnown(String name, @Nullable Object value) {
        Fields.super.withKnown(name, value);
        return this;
    }

    @Override
    public Doc withAll(Map<String, ?> fields) {
        putAll(fields);
        return this;
    }

    @Override
    public Doc nested(String name, Consumer<Fields> fields) {
        put(name, of(fields));
        return this;
    }
}
