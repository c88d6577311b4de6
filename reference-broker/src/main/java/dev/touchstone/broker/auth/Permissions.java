package dev.touchstone.broker.auth;

import java.util.regex.Pattern;

/**
 * What a user may do with the resources of one virtual host: three expressions on resource names, found anywhere in the name. An empty one matches
 * nothing (PERM-01).
 */
public final class Permissions {
    /** Everything. */
    public static final Permissions ALL = of(".*", ".*", ".*");

    private final String configure;
    private final String write;
    private final String read;
    private final Pattern configurePattern;
    private final Pattern writePattern;
    private final Pattern readPattern;

    private Permissions(String configure, String write, String read) {
        this.configure = configure;
        this.write = write;
        this.read = read;
        this.configurePattern = pattern(configure);
        this.writePattern = pattern(write);
        this.readPattern = pattern(read);
    }

    /**
     * Permissions from three regular expressions.
     *
     * @throws java.util.regex.PatternSyntaxException if one of them is none (PERM-16)
     */
    public static Permissions of(String configure, String write, String read) {
        return new Permissions(configure, write, read);
    }

    static Pattern pattern(String expression) {
        return Pattern.compile(expression.isEmpty() ? "^$" : expression);
    }

    /** The expression for declaring and deleting. */
    public String configure() {
        return configure;
    }

    /** The expression for publishing to an exchange and binding to a destination. */
    public String write() {
        return write;
    }

    /** The expression for consuming from a queue and binding from a source. */
    public String read() {
        return read;
    }

    boolean allows(Permission permission, String name) {
        Pattern pattern = switch (permission) {
            case CONFIGURE -> configurePattern;
            case WRITE -> writePattern;
            case READ -> readPattern;
        };
        return pattern.matcher(name).find();
    }
}
