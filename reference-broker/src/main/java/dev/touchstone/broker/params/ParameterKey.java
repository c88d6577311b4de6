package dev.touchstone.broker.params;

/**
 * What a parameter is known by.
 *
 * @param vhost its virtual host, empty if it belongs to the whole broker
 * @param component what it is for, such as {@code federation-upstream}; empty for global parameters
 */
public record ParameterKey(String vhost, String component, String name) {
    /** The component of the limits of virtual hosts (VHOST-04, VHOST-05). */
    public static final String VHOST_LIMITS = "vhost-limits";

    /** Components that start so are the broker's own and no runtime parameters. */
    private static final String OWN = ".";

    /** A global parameter. */
    public static ParameterKey global(String name) {
        return new ParameterKey("", "", name);
    }

    /** The limits of a virtual host. */
    public static ParameterKey limitsOf(String vhost) {
        return new ParameterKey(vhost, VHOST_LIMITS, "limits");
    }

    /** The limits of a user (VHOST-07). */
    public static ParameterKey userLimits(String user) {
        return new ParameterKey("", OWN + "user-limits", user);
    }

    /** What is known about a virtual host: description, tags, default queue type. */
    public static ParameterKey about(String vhost) {
        return new ParameterKey(vhost, OWN + "vhost", "about");
    }

    /** Whether it is the broker's own and not shown among runtime parameters. */
    public boolean isOwn() {
        return component.startsWith(OWN);
    }

    /** Whether it is a global parameter. */
    public boolean isGlobal() {
        return component.isEmpty();
    }
}
