package dev.touchstone.broker;

/** What a broker can run short of, so that nobody may publish (BLOCK-01). */
public enum ResourceAlarm {
    MEMORY("memory"),
    DISK("disk");

    private final String resource;

    ResourceAlarm(String resource) {
        this.resource = resource;
    }

    /** The resource as clients and listings see it. */
    public String resource() {
        return resource;
    }
}
