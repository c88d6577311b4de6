package dev.touchstone.suite.target;

/**
 * What a target can do beyond a plain AMQP connection. Absence is a visible UNSUPPORTED, never a silent skip.
 */
public enum Capability {
    ADMIN("users, virtual hosts and permissions can be administered"),
    MANAGEMENT_HTTP("the management HTTP API is reachable"),
    OBJECT_LISTS("bindings, consumers and connections can be listed"),
    POLICIES("policies can be set"),
    TRACING("tracing can be switched on for a virtual host"),
    NODE_CONTROL("nodes can be stopped, killed, restarted and configured"),
    LISTENER_CONTROL("listeners can be suspended and resumed"),
    OWN_LISTENER("the address is that of a listener of the node, with nothing between"),
    TLS("a TLS listener is there"),
    NON_LOOPBACK("the target listens on an address that is not loopback"),
    LENGTH_LIMITS("queues with length limits"),
    MESSAGE_TTL("message TTL and queue expiry"),
    DEAD_LETTERING("dead-letter exchanges"),
    ALTERNATE_EXCHANGE("alternate exchanges"),
    PRIORITY_QUEUES("priority queues"),
    DURABILITY("durable objects and persistent messages survive a restart"),
    QUORUM_QUEUES("quorum queues"),
    STREAMS("streams"),
    MIRRORED_QUEUES("mirrored queues"),
    CLUSTER("several nodes"),
    RESOURCE_ALARMS("memory and disk alarms"),
    DELAYED_EXCHANGE("the exchange type x-delayed-message");

    private final String meaning;

    Capability(String meaning) {
        this.meaning = meaning;
    }

    /** What it means to have it, in words. */
    public String meaning() {
        return meaning;
    }
}
