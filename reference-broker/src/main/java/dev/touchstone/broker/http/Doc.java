package dev.touchstone.broker.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object that keeps the order of its fields. */
final class Doc extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1L;

    /** With one more field; null is written as such. */
    Doc with(String name, @Nullable Object value) {
        put(name, value);
        return this;
    }

    /** With one more field unless its value is null. */
    Doc withKnown(String name, @Nullable Object value) {
        if (value != null) {
            put(name, value);
        }
        return this;
    }

    /** With all fields of another object. */
    Doc withAll(Map<String, ?> fields) {
        putAll(fields);
        return this;
    }
}
