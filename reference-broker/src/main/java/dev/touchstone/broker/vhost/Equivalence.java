package dev.touchstone.broker.vhost;

import dev.touchstone.broker.exchange.Terms;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares a redeclaration with what exists (EXCH-04, QUEUE-05). {@code resource} is the resource as the refusal names it. */
record Equivalence(String resource) {

    /** Compares a flag or a name that prints as it is. */
    void check(String field, Object current, Object received) throws ChannelException {
        if (!current.equals(received)) {
            throw inequivalent(field, "'" + received + "'", "'" + current + "'");
        }
    }

    /** Compares one argument: integers by value across their widths, all else by type and value (QUEUE-07). */
    void checkArgument(String key, FieldTable current, FieldTable received) throws ChannelException {
        FieldValue before = current.get(key);
        FieldValue now = received.get(key);
        if (Objects.equals(before, now)) {
            return;
        }
        if (before == null || now == null) {
            if (!isDefaultType(key, before == null ? now : before)) {
                throw inequivalent(key, described(now), described(before));
            }
        } else if (!sameIntegers(before, now)) {
            throw inequivalent(key, "'" + plain(now) + "'", "'" + plain(before) + "'");
        }
    }

    private static boolean isDefaultType(String key, @Nullable FieldValue value) {
        return key.equals("x-queue-type")
                && value instanceof FieldValue.Text text
                && text.toString().equals("classic");
    }

    private static boolean sameIntegers(FieldValue first, FieldValue second) {
        return first instanceof FieldValue.Int one
                && second instanceof FieldValue.Int other
                && one.value() == other.value();
    }

    private ChannelException inequivalent(String field, String received, String current) {
        return Refusals.precondition("inequivalent arg '" + field + "' for " + resource + ": received " + received
                + " but current is " + current);
    }

    private static String described(@Nullable FieldValue value) {
        return value == null ? "none" : "the value '" + plain(value) + "' of type '" + Terms.typeName(value) + "'";
    }

    private static String plain(FieldValue value) {
        return value instanceof FieldValue.Text ? value.toString() : Terms.term(value);
    }
}
