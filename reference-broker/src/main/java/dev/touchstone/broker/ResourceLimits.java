package dev.touchstone.broker;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory may be used and how much of the disk must be free before publishers wait (BLOCK-01). A limit below zero is none: nothing is watched.
 *
 * @param memoryOctets of the Java heap
 * @param freeDiskOctets where the data folder is
 */
public record ResourceLimits(long memoryOctets, long freeDiskOctets) {
    /** No limits. */
    public static final ResourceLimits NONE = new ResourceLimits(-1, -1);

    /** RabbitMQ's limit of the disk where nobody sets one. */
    public static final long USUAL_FREE_DISK = 50_000_000;

    /** What RabbitMQ takes for an amount of memory or disk, for sentences. */
    public static final String ALLOWED =
            "a whole number of octets, or one with a unit: k, kiB, kB, M, MiB, MB, G, GiB, GB";

    /** The octets of a text such as {@code 512MiB}, in files and in commands; empty if it is none. */
    public static OptionalLong octets(String text) {
        Matcher amount = Amount.SYNTAX.matcher(text);
        Long unit = amount.matches() ? Amount.UNITS.get(amount.group(2)) : null;
        if (unit == null) {
            return OptionalLong.empty();
        }
        // More than there can be is as much as can be said.
        return OptionalLong.of((long) ((double) unit * Long.parseLong(amount.group(1))));
    }

    /** Such a share of the machine's memory, or of that of the container; where nobody knows it, of the largest heap. */
    public static long ofMachine(double share) {
        long all =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : Runtime.getRuntime().maxMemory();
        return (long) (share * all);
    }

    /** The limit of one resource, negative for none. */
    public long of(ResourceAlarm resource) {
        return resource == ResourceAlarm.MEMORY ? memoryOctets : freeDiskOctets;
    }

    /** The same with the usual limit of the disk, if there is none. */
    public ResourceLimits withUsualDisk() {
        return freeDiskOctets < 0 ? new ResourceLimits(memoryOctets, USUAL_FREE_DISK) : this;
    }

    /** Apart, because a broker in a test has no amounts to read and should not wait for the loading of regular expressions. */
    private static final class Amount {
        static final Pattern SYNTAX = Pattern.compile("(\\d{1,18})([A-Za-z]*)");
        static final Map<String, Long> UNITS = Map.of(
                "",
                1L,
                "k",
                1L << 10,
                "kiB",
                1L << 10,
                "kB",
                1_000L,
                "M",
                1L << 20,
                "MiB",
                1L << 20,
                "MB",
                1_000_000L,
                "G",
                1L << 30,
                "GiB",
                1L << 30,
                "GB",
                1_000_000_000L);

        private Amount() {}
    }
}
