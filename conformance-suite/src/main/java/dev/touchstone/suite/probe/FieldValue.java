package dev.touchstone.suite.probe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A value of a field table with the tag under which it travelled.
 *
 * @param tag one of {@code t b B s u I i l f d D S x T F A V}
 * @param value Boolean (t), Long (b B s u I i l T), Float (f), Double (d), {@link Decimal} (D), {@link Octets} (S x),
 *     {@link WireTable} (F), List of FieldValue (A), {@link #VOID} (V)
 */
public record FieldValue(char tag, Object value) {
    /** The only value of tag {@code V}. */
    public static final String VOID = "void";

    /** Scale and unscaled 32-bit value of a decimal. */
    public record Decimal(int scale, int unscaled) {}

    /** A string of octets, compared by content. */
    public record Octets(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    public static FieldValue string(String text) {
        return new FieldValue('S', new Octets(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static FieldValue bool(boolean value) {
        return new FieldValue('t', value);
    }

    public static FieldValue int32(int value) {
        return new FieldValue('I', (long) value);
    }

    public static FieldValue int64(long value) {
        return new FieldValue('l', value);
    }

    public static FieldValue table(WireTable table) {
        return new FieldValue('F', table);
    }

    public static FieldValue array(FieldValue... values) {
        return new FieldValue('A', List.of(values));
    }

    public static FieldValue none() {
        return new FieldValue('V', VOID);
    }

    @Override
    public String toString() {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
        }
        return tag == 'S' ? '"' + value.toString() + '"' : tag + ":" + value;
    }
}
