package dev.touchstone.broker.connection;

/**
 * The bounds on what the queues of one virtual host hold in memory: a fast publisher meets back-pressure instead of exhausting memory. RabbitMQ does this
 * node-wide, with alarms that stop every publisher; here those who feed a backlog stop first.
 *
 * @param hardOctets above it no connection of the host may publish
 * @param highOctets above it those may not whose last message went to a queue with a backlog, until the host is below {@code lowOctets}
 * @param lowOctets where publishing begins again
 * @param backlogOctets what one queue may hold before it counts as a backlog
 */
public record MemoryLimits(long hardOctets, long highOctets, long lowOctets, long backlogOctets) {
    /** Refuses bounds in the wrong order. */
    public MemoryLimits {
        if (lowOctets < 0 || highOctets < lowOctets || hardOctets < highOctets || backlogOctets < 0) {
            throw new IllegalArgumentException("bounds of memory must rise from low to high to hard, not " + lowOctets
                    + ", " + highOctets + ", " + hardOctets);
        }
    }

    /** The same bounds in proportion, so that {@code octets} is the high one; never above those of the heap. */
    public static MemoryLimits of(long octets) {
        long high = Math.min(octets, ofHeap().highOctets());
        return new MemoryLimits(high / 4 * 5, high, high / 10 * 9, high / 32);
    }

    /** Of the largest heap: five eighths; a half; 90 % of that; a sixty-fourth for one queue. */
    public static MemoryLimits ofHeap() {
        long heap = Runtime.getRuntime().maxMemory();
        return new MemoryLimits(heap / 8 * 5, heap / 2, heap / 20 * 9, heap / 64);
    }
}
