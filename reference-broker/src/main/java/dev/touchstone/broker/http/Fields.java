package dev.touchstone.broker.http;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the fields of a JSON object go: into a {@link Doc} that can be looked into, or straight into what is sent ({@link Written}). */
interface Fields {
    /** One more field; null is written as such. */
    Fields with(String name, @Nullable Object value);

    /** One more field that is an object itself. */
    Fields nested(String name, Consumer<Fields> fields);

    /** One more field unless its value is null. */
    default Fields withKnown(String name, @Nullable Object value) {
        return value == null ? this : with(name, value);
    }

    /** All fields of another object. */
    default Fields withAll(Map<String, ?> fields) {
        fields.forEach(this::with);
        return this;
    }
}
