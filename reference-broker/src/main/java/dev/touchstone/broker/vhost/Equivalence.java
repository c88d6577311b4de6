package dev.touchstone.broker.vhost;

import dev.touchstone.broker.exchange.Terms;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import dev.touchstone.broker.wire.ProtocolException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares a redeclaration with what exists (EXCH-04, QUEUE-05). {@code resource} is the resource as the refusal names it. */
record Equivalence(String resource) {

    /** Compares a flag or a name that prints as it is. */
    void check(String field, Object current, Object received) throws ChannelException {
        if (!current.equals(received)) {
            throw inequivalent(field, "'" + received + "'", "'" + current + "'");
        }
    }

    /** Compares one argument by value, not by type: an integer of another width, a time or a byte array may stand for the same (QUEUE-07). */
    void checkArgument(String key, FieldTable current, FieldTable received) throws ProtocolException {
        FieldValue before = current.get(key);
        FieldValue now = received.get(key);
        if (before == null || now == null) {
            if (before != now && !isDefaultType(key, before == null ? now : before)) {
                throw inequivalent(key, described(now), described(before));
            }
        } else if (!isSame(before, now)) {
            if (before instanceof FieldValue.Decimal || now instanceof FieldValue.Decimal) {
                // Seen on 3.10.8: the refusal cannot be printed, which costs the connection.
                throw ConnectionException.internal();
            }
            throw inequivalent(key, quoted(now), quoted(before));
        }
    }

    private static boolean isDefaultType(String key, @Nullable FieldValue value) {
        return key.equals("x-queue-type")
                && value instanceof FieldValue.Text text
                && text.toString().equals("classic");
    }

    private static boolean isSame(FieldValue first, FieldValue second) {
        return bare(first).equals(bare(second));
    }

    /** The value without its type. */
    private static Object bare(FieldValue value) {
        if (value instanceof FieldValue.Int number) {
            return number.value();
        } else if (value instanceof FieldValue.Timestamp time) {
            return time.seconds();
        } else if (value instanceof FieldValue.Bytes bytes) {
            return FieldValue.Text.wrap(bytes.octets());
        } else if (value instanceof FieldValue.Float32 number) {
            return (double) number.value();
        } else if (value instanceof FieldValue.Float64 number) {
            return number.value();
        } else if (value instanceof FieldValue.Nested nested && nested.table().isEmpty()) {
            return new FieldValue.Array(List.of());
        }
        return value;
    }

    private ChannelException inequivalent(String field, String received, String current) {
        return Refusals.precondition("inequivalent arg '" + field + "' for " + resource + ": received " + received
                + " but current is " + current);
    }

    private static String described(@Nullable FieldValue value) {
        return value == null ? "none" : "the value '" + plain(value) + "' of type '" + Terms.typeName(value) + "'";
    }

    private static String quoted(FieldValue value) {
        return value instanceof FieldValue.Void ? "none" : "'" + plain(value) + "'";
    }

    private static String plain(FieldValue value) {
        if (value instanceof FieldValue.Bytes bytes) {
            return FieldValue.Text.wrap(bytes.octets()).toString();
        }
        return value instanceof FieldValue.Text ? value.toString() : Terms.term(value);
    }
}
