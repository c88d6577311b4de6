package dev.touchstone.broker.connection;

/**
 * The bound on what the queues of one virtual host hold in memory. Above {@code highOctets} its publishers are not read, until it is below
 * {@code lowOctets}: a fast publisher meets back-pressure instead of exhausting memory. RabbitMQ does this node-wide, with alarms.
 */
public record MemoryLimits(long highOctets, long lowOctets) {
    /** Refuses bounds in the wrong order. */
    public MemoryLimits {
        if (lowOctets < 0 || highOctets < lowOctets) {
            throw new IllegalArgumentException("the low bound " + lowOctets + " is not below " + highOctets);
        }
    }

    /** Half of the largest heap, and 90 % of that. */
    public static MemoryLimits ofHeap() {
        long high = Runtime.getRuntime().maxMemory() / 2;
        return new MemoryLimits(high, high / 10 * 9);
    }
}
