package dev.touchstone.broker.auth;

/** The kinds of resources that permissions are about. */
public enum ResourceKind {
    QUEUE("queue"),
    EXCHANGE("exchange");

    private final String text;

    ResourceKind(String text) {
        this.text = text;
    }

    /** A resource as reply texts name it: {@code queue 'q' in vhost '/'}. */
    public String describe(String name, String vhost) {
        return text + " '" + name + "' in vhost '" + vhost + "'";
    }
}
