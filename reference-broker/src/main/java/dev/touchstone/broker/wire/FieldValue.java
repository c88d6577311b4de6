package dev.touchstone.broker.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A typed value of a field table. The type survives a round trip, integer widths included (FRAME-20, FRAME-21); tags are those of the RabbitMQ and
 * Qpid set. All values are immutable and compare by value and type.
 */
public sealed interface FieldValue {

    /** The octet that names the type on the wire. */
    char tag();

    /** {@code t}: a boolean. */
    record Bool(boolean value) implements FieldValue {
        @Override
        public char tag() {
            return 't';
        }
    }

    /**
     * An integer of any width: {@code b} int8, {@code B} uint8, {@code s} int16, {@code u} uint16, {@code I} int32, {@code i} uint32, {@code l} int64.
     * The value is the number itself; whether it fits the width is the maker's concern.
     */
    record Int(char tag, long value) implements FieldValue {
        /** A signed 32-bit integer, tag {@code I}. */
        public static Int of(int value) {
            return new Int('I', value);
        }

        /** A signed 64-bit integer, tag {@code l}. */
        public static Int of(long value) {
            return new Int('l', value);
        }
    }

    /** {@code f}: a 32-bit float. */
    record Float32(float value) implements FieldValue {
        @Override
        public char tag() {
            return 'f';
        }
    }

    /** {@code d}: a 64-bit float. */
    record Float64(double value) implements FieldValue {
        @Override
        public char tag() {
            return 'd';
        }
    }

    /** {@code D}: unsigned scale (0 to 255) and an unsigned 32-bit number. */
    record Decimal(int scale, long unscaled) implements FieldValue {
        @Override
        public char tag() {
            return 'D';
        }
    }

    /** {@code S}: a long string, octets without a promised encoding. */
    final class Text implements FieldValue {
        private final byte[] octets;

        private Text(byte[] octets) {
            this.octets = octets;
        }

        /** The UTF-8 octets of {@code text}. */
        public static Text of(String text) {
            return new Text(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Takes the array as it is; the caller does not change it afterwards. */
        public static Text wrap(byte[] octets) {
            return new Text(octets);
        }

        /** The octets; not to be changed. */
        public byte[] octets() {
            return octets;
        }

        @Override
        public char tag() {
            return 'S';
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text that && Arrays.equals(octets, that.octets);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(octets);
        }

        /** The octets read as UTF-8. */
        @Override
        public String toString() {
            return new String(octets, StandardCharsets.UTF_8);
        }
    }

    /** {@code x}: a byte array. */
    final class Bytes implements FieldValue {
        private final byte[] octets;

        private Bytes(byte[] octets) {
            this.octets = octets;
        }

        /** Takes the array as it is; the caller does not change it afterwards. */
        public static Bytes wrap(byte[] octets) {
            return new Bytes(octets);
        }

        /** The octets; not to be changed. */
        public byte[] octets() {
            return octets;
        }

        @Override
        public char tag() {
            return 'x';
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(octets, that.octets);
        }

        @Override
        public int hashCode() {
            return 31 + Arrays.hashCode(octets);
        }

        @Override
        public String toString() {
            return "bytes" + Arrays.toString(octets);
        }
    }

    /** {@code A}: a list of values, types mixed freely. */
    record Array(List<FieldValue> values) implements FieldValue {
        /** Copies {@code values}. */
        public Array {
            values = List.copyOf(values);
        }

        @Override
        public char tag() {
            return 'A';
        }
    }

    /** {@code T}: seconds since 1970, unsigned 64 bit. */
    record Timestamp(long seconds) implements FieldValue {
        @Override
        public char tag() {
            return 'T';
        }
    }

    /** {@code V}: no value. */
    record Void() implements FieldValue {
        @Override
        public char tag() {
            return 'V';
        }
    }

    /** {@code F}: a table within a table. */
    record Nested(FieldTable table) implements FieldValue {
        @Override
        public char tag() {
            return 'F';
        }
    }
}
