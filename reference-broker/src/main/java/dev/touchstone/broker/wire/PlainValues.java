package dev.touchstone.broker.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Field tables as plain Java values and back: {@link Long}, {@link Double}, {@link Boolean}, {@link String}, lists, maps and null, as JSON has them. What
 * JSON does not tell apart, such as widths of integers, does not survive.
 */
public final class PlainValues {
    private static final int NAME_OCTETS = 255;

    private PlainValues() {}

    /** A table as a map in its order; of a name that occurs twice the first value. */
    public static Map<String, Object> of(FieldTable table) {
        Map<String, Object> plain = new LinkedHashMap<>();
        table.forEach((name, value) -> plain.putIfAbsent(name, of(value)));
        return plain;
    }

    /** A value; of a type that JSON lacks its number or its text. */
    public static @Nullable Object of(FieldValue value) {
        if (value instanceof FieldValue.Bool bool) {
            return bool.value();
        } else if (value instanceof FieldValue.Int number) {
            return number.value();
        } else if (value instanceof FieldValue.Float64 number) {
            return number.value();
        } else if (value instanceof FieldValue.Float32 number) {
            return (double) number.value();
        } else if (value instanceof FieldValue.Decimal number) {
            return number.unscaled() / Math.pow(10, number.scale());
        } else if (value instanceof FieldValue.Timestamp time) {
            return time.seconds();
        } else if (value instanceof FieldValue.Nested nested) {
            return of(nested.table());
        } else if (value instanceof FieldValue.Array array) {
            List<Object> list = new ArrayList<>();
            array.values().forEach(each -> list.add(of(each)));
            return list;
        } else if (value instanceof FieldValue.Bytes bytes) {
            return new String(bytes.octets(), StandardCharsets.UTF_8);
        }
        return value instanceof FieldValue.Void ? null : value.toString();
    }

    /**
     * A map as a table.
     *
     * @throws IllegalArgumentException if a name is too long for a table
     */
    public static FieldTable table(Map<?, ?> plain) {
        FieldTable.Builder table = FieldTable.builder();
        plain.forEach((name, value) -> {
            String key = String.valueOf(name);
            if (key.getBytes(StandardCharsets.UTF_8).length > NAME_OCTETS) {
                throw new IllegalArgumentException("a name of more than " + NAME_OCTETS + " octets");
            }
            table.add(key, value(value));
        });
        return table.build();
    }

    /** A plain value as a typed one: whole numbers become 64-bit integers. */
    public static FieldValue value(@Nullable Object plain) {
        if (plain == null) {
            return new FieldValue.Void();
        } else if (plain instanceof Boolean bool) {
            return new FieldValue.Bool(bool);
        } else if (plain instanceof Long || plain instanceof Integer) {
            return FieldValue.Int.of(((Number) plain).longValue());
        } else if (plain instanceof Number number) {
            return new FieldValue.Float64(number.doubleValue());
        } else if (plain instanceof Map<?, ?> map) {
            return new FieldValue.Nested(table(map));
        } else if (plain instanceof List<?> list) {
            List<FieldValue> values = new ArrayList<>();
            list.forEach(each -> values.add(value(each)));
            return new FieldValue.Array(values);
        }
        return FieldValue.Text.of(plain.toString());
    }
}
