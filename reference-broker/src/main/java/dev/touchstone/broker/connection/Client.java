package dev.touchstone.broker.connection;

import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import org.jspecify.annotations.Nullable;

/**
 * Who logged in, and what their program said about itself.
 *
 * @param properties {@code client-properties}
 */
record Client(String user, String mechanism, FieldTable properties) {
    /** Whether the program says it can do that; missing means no (CONN-08). */
    static boolean can(FieldTable properties, String capability) {
        return properties.get("capabilities") instanceof FieldValue.Nested nested
                && nested.table().get(capability) instanceof FieldValue.Bool bool
                && bool.value();
    }

    boolean can(String capability) {
        return can(properties, capability);
    }

    /** {@code connection_name}, or null (CONN-25). */
    @Nullable
    String givenName() {
        return properties.text("connection_name");
    }
}
