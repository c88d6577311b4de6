package dev.touchstone.suite.lab;

import java.util.Objects;
import java.util.function.Supplier;

/** Plain expectations; what does not hold is a {@link Finding} in the case's words. */
public final class Expect {
    private Expect() {}

    /** Expects equal values. */
    public static <T> void equal(String what, T expected, T actual) {
        if (!Objects.deepEquals(expected, actual)) {
            throw new Finding(what + " = " + show(expected), show(actual));
        }
    }

    /** Expects a condition. */
    public static void that(boolean condition, String expected, Supplier<String> actual) {
        if (!condition) {
            throw new Finding(expected, actual.get());
        }
    }

    /** Expects null. */
    public static void absent(String what, @org.jspecify.annotations.Nullable Object actual) {
        if (actual != null) {
            throw new Finding("no " + what, actual.toString());
        }
    }

    /** Expects a value and returns it. */
    public static <T> T present(String what, @org.jspecify.annotations.Nullable T actual) {
        if (actual == null) {
            throw new Finding(what, "none");
        }
        return actual;
    }

    private static String show(@org.jspecify.annotations.Nullable Object value) {
        if (value instanceof byte[] octets) {
            return octets.length > 32
                    ? octets.length + " octets"
                    : java.util.HexFormat.of().formatHex(octets);
        }
        return String.valueOf(value);
    }
}
