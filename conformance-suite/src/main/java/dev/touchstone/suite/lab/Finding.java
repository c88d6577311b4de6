package dev.touchstone.suite.lab;

import java.util.List;

/** The broker did something that a rule does not allow. Holds every acceptable outcome and what came instead. */
public final class Finding extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient List<String> expected;
    private final String actual;

    public Finding(String expected, String actual) {
        this(List.of(expected), actual);
    }

    public Finding(List<String> expected, String actual) {
        super("expected " + String.join(", or ", expected) + "; came: " + actual);
        this.expected = List.copyOf(expected);
        this.actual = actual;
    }

    public List<String> expected() {
        return expected;
    }

    public String actual() {
        return actual;
    }
}
