package dev.touchstone.broker.exchange;

import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When two header values are equal for RabbitMQ 3.10: by value and not by type at the top level, so that all numbers, timestamps included, compare as
 * numbers (HDR-09, HDR-11) and a long string equals the same byte array; inside arrays and tables the type counts as well.
 */
final class HeaderValues {
    private HeaderValues() {}

    /** Whether a binding's value and a message's value are equal. Either may be nested. */
    static boolean same(FieldValue wanted, FieldValue sent) {
        if (isNumber(wanted) && isNumber(sent)) {
            return sameNumber(wanted, sent);
        }
        byte[] wantedOctets = octets(wanted);
        byte[] sentOctets = octets(sent);
        if (wantedOctets != null && sentOctets != null) {
            return Arrays.equals(wantedOctets, sentOctets);
        }
        if (wanted instanceof FieldValue.Array first && sent instanceof FieldValue.Array second) {
            return sameElements(first.values(), second.values());
        }
        if (wanted instanceof FieldValue.Nested first && sent instanceof FieldValue.Nested second) {
            return sameTables(first.table(), second.table());
        }
        return wanted.equals(sent);
    }

    /** Whether both are of one kind to RabbitMQ 4.0, where no number is a floating one as well and a message's timestamp is like nothing. */
    static boolean sameKind(FieldValue wanted, FieldValue sent) {
        return !(sent instanceof FieldValue.Timestamp) && isFloat(wanted) == isFloat(sent);
    }

    private static boolean sameElements(List<FieldValue> first, List<FieldValue> second) {
        if (first.size() != second.size()) {
            return false;
        }
        for (int i = 0; i < first.size(); i++) {
            if (!sameTyped(first.get(i), second.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameTables(FieldTable first, FieldTable second) {
        List<FieldTable.Entry> left = first.entries();
        List<FieldTable.Entry> right = second.entries();
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!left.get(i).name().equals(right.get(i).name())
                    || !sameTyped(left.get(i).value(), right.get(i).value())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameTyped(FieldValue first, FieldValue second) {
        return first.tag() == second.tag() && same(first, second);
    }

    private static boolean isNumber(FieldValue value) {
        return value instanceof FieldValue.Int
                || value instanceof FieldValue.Timestamp
                || value instanceof FieldValue.Float32
                || value instanceof FieldValue.Float64;
    }

    private static boolean sameNumber(FieldValue first, FieldValue second) {
        boolean firstFloats = isFloat(first);
        boolean secondFloats = isFloat(second);
        if (firstFloats && secondFloats) {
            return floating(first) == floating(second);
        }
        if (firstFloats) {
            return sameAsInteger(floating(first), integer(second));
        }
        return secondFloats ? sameAsInteger(floating(second), integer(first)) : integer(first) == integer(second);
    }

    /** Exact: a double that holds a whole number within the range of a long, and that number. */
    private static boolean sameAsInteger(double floating, long integer) {
        return floating == Math.rint(floating) && Math.abs(floating) < 0x1p63 && (long) floating == integer;
    }

    private static boolean isFloat(FieldValue value) {
        return value instanceof FieldValue.Float32 || value instanceof FieldValue.Float64;
    }

    private static double floating(FieldValue value) {
        if (value instanceof FieldValue.Float32 narrow) {
            return narrow.value();
        }
        return value instanceof FieldValue.Float64 wide ? wide.value() : Double.NaN;
    }

    private static long integer(FieldValue value) {
        if (value instanceof FieldValue.Timestamp timestamp) {
            return timestamp.seconds();
        }
        return value instanceof FieldValue.Int number ? number.value() : 0;
    }

    private static byte @Nullable [] octets(FieldValue value) {
        if (value instanceof FieldValue.Text text) {
            return text.octets();
        }
        return value instanceof FieldValue.Bytes bytes ? bytes.octets() : null;
    }
}
