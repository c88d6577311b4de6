package dev.touchstone.broker.auth;

import java.util.regex.Pattern;

/** What keys a user may publish with to one topic exchange, and bind with from it (PERM-14). {@code {username}} and {@code {vhost}} are filled in (PERM-15). */
public final class TopicPermissions {
    private final String write;
    private final String read;
    private final Pattern writePattern;
    private final Pattern readPattern;

    private TopicPermissions(String write, String read, String user, String vhost) {
        this.write = write;
        this.read = read;
        this.writePattern = expanded(write, user, vhost);
        this.readPattern = expanded(read, user, vhost);
    }

    /**
     * Topic permissions of a user in a virtual host.
     *
     * @throws java.util.regex.PatternSyntaxException if one of the expressions is none
     */
    public static TopicPermissions of(String write, String read, String user, String vhost) {
        return new TopicPermissions(write, read, user, vhost);
    }

    private static Pattern expanded(String expression, String user, String vhost) {
        return Permissions.pattern(expression.replace("{username}", user).replace("{vhost}", vhost));
    }

    /** The expression for keys to publish with, as given. */
    public String write() {
        return write;
    }

    /** The expression for keys to bind with, as given. */
    public String read() {
        return read;
    }

    boolean allows(Permission permission, String routingKey) {
        Pattern pattern = permission == Permission.WRITE ? writePattern : readPattern;
        return pattern.matcher(routingKey).find();
    }
}
