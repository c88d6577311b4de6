package dev.touchstone.broker.conf;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/** What the machine has. */
final class Machine {
    private Machine() {}

    /** Its memory, or that of the container; where nobody knows, the largest heap. */
    static long memoryOctets() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean known
                ? known.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }
}
