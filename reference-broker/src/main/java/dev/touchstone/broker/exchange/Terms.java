package dev.touchstone.broker.exchange;

import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Typed values as RabbitMQ's reply texts print them: in Erlang's notation, with the names of its field types. */
public final class Terms {
    /** Characters that are written with a backslash, and what follows it. */
    private static final String ESCAPED = "\b\t\n\u000B\f\r\u001B\"\\";

    private static final String ESCAPES = "btnvfre\"\\";

    private Terms() {}

    /** The name of the value's type, for example {@code signedint} for tag {@code I}. */
    public static String typeName(FieldValue value) {
        return switch (value.tag()) {
            case 't' -> "bool";
            case 'b' -> "byte";
            case 'B' -> "unsignedbyte";
            case 's' -> "short";
            case 'u' -> "unsignedshort";
            case 'I' -> "signedint";
            case 'i' -> "unsignedint";
            case 'l' -> "long";
            case 'f' -> "float";
            case 'd' -> "double";
            case 'D' -> "decimal";
            case 'S' -> "longstr";
            case 'x' -> "binary";
            case 'A' -> "array";
            case 'T' -> "timestamp";
            case 'F' -> "table";
            default -> "void";
        };
    }

    /** The value as an Erlang term: {@code 5}, {@code <<"text">>}, {@code true}, {@code undefined}, {@code [{longstr,<<"a">>}]}. */
    public static String term(FieldValue value) {
        if (value instanceof FieldValue.Text text) {
            return binary(text.octets());
        }
        if (value instanceof FieldValue.Bytes bytes) {
            return binary(bytes.octets());
        }
        if (value instanceof FieldValue.Int number) {
            return Long.toString(number.value());
        }
        if (value instanceof FieldValue.Bool bool) {
            return Boolean.toString(bool.value());
        }
        if (value instanceof FieldValue.Timestamp timestamp) {
            return Long.toUnsignedString(timestamp.seconds());
        }
        if (value instanceof FieldValue.Float32 narrow) {
            return floating(narrow.value());
        }
        if (value instanceof FieldValue.Float64 wide) {
            return floating(wide.value());
        }
        if (value instanceof FieldValue.Decimal decimal) {
            return "{" + decimal.scale() + "," + decimal.unscaled() + "}";
        }
        if (value instanceof FieldValue.Array array) {
            return elements(array.values());
        }
        return value instanceof FieldValue.Nested nested ? table(nested.table()) : "undefined";
    }

    private static String elements(List<FieldValue> values) {
        return values.stream()
                .map(value -> "{" + typeName(value) + "," + term(value) + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String table(FieldTable table) {
        return table.entries().stream()
                .map(entry -> "{" + binary(entry.name().getBytes(StandardCharsets.UTF_8)) + ","
                        + typeName(entry.value()) + "," + term(entry.value()) + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** The shortest digits as Erlang writes them: with an exponent only where that is shorter, {@code 1.0e3} but {@code 100.0}. */
    private static String floating(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        String digits = decimal.unscaledValue().toString();
        int point = decimal.precision() - decimal.scale();
        String exponent = Integer.toString(point - 1);
        int cost = exponent.length() + (digits.length() == 1 ? 3 : 2);
        String text;
        if (point > 0 && point < digits.length()) {
            text = digits.substring(0, point) + "." + digits.substring(point);
        } else if (point >= digits.length() && point - digits.length() + 2 <= cost) {
            text = digits + "0".repeat(point - digits.length()) + ".0";
        } else if (point <= 0 && 2 - point <= cost) {
            text = "0." + "0".repeat(-point) + digits;
        } else {
            text = digits.charAt(0) + "." + (digits.length() == 1 ? "0" : digits.substring(1)) + "e" + exponent;
        }
        return value < 0 ? "-" + text : text;
    }

    /** Text in quotes if every octet is a printable character of Latin-1, else the numbers. */
    private static String binary(byte[] octets) {
        if (octets.length == 0) {
            return "<<>>";
        }
        byte[] text = new byte[octets.length * 2];
        int length = 0;
        for (byte octet : octets) {
            int escaped = ESCAPED.indexOf(octet);
            if (escaped >= 0) {
                text[length++] = '\\';
                text[length++] = (byte) ESCAPES.charAt(escaped);
            } else if ((octet >= 0x20 && octet < 0x7F) || (octet & 0xFF) >= 0xA0) {
                text[length++] = octet;
            } else {
                return numbers(octets);
            }
        }
        return "<<\"" + new String(text, 0, length, StandardCharsets.UTF_8) + "\">>";
    }

    private static String numbers(byte[] octets) {
        StringBuilder text = new StringBuilder("<<");
        for (int i = 0; i < octets.length; i++) {
            text.append(i == 0 ? "" : ",").append(octets[i] & 0xFF);
        }
        return text.append(">>").toString();
    }
}
