package dev.touchstone.broker.node;

import dev.touchstone.broker.Broker;
import dev.touchstone.broker.ResourceAlarm;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits that administrators set at run time: above the one of memory or below the one of the disk an alarm is raised, and cleared again when there is room
 * (BLOCK-01). Nothing is watched before one is set. Alarms that others raised are left alone. Thread-safe.
 */
final class Watermarks implements AutoCloseable {
    /** As often as RabbitMQ looks at its memory. */
    private static final long INTERVAL_MILLIS = 1_000;

    private final Node node;
    private final Map<ResourceAlarm, Long> limits = new EnumMap<>(ResourceAlarm.class);
    private final Set<ResourceAlarm> raised = new HashSet<>();
    private @Nullable ScheduledExecutorService watch;

    Watermarks(Node node) {
        this.node = node;
    }

    /** Sets a limit in octets: how much memory may be used, or how much of the disk must be free. It counts when this returns. */
    synchronized void set(ResourceAlarm resource, long octets) {
        limits.put(resource, octets);
        check(resource);
        if (watch == null) {
            ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, "touchstone-watermarks");
                thread.setDaemon(true);
                return thread;
            });
            made.scheduleWithFixedDelay(this::checkAll, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
            watch = made;
        }
    }

    private synchronized void checkAll() {
        limits.keySet().forEach(this::check);
    }

    private void check(ResourceAlarm resource) {
        long limit = limits.getOrDefault(resource, 0L);
        boolean isShort = resource == ResourceAlarm.MEMORY ? usedMemory() > limit : freeDisk() < limit;
        Broker broker = node.broker();
        if (!node.isRunning()) {
            raised.clear();
        } else if (isShort && raised.add(resource)) {
            broker.raiseAlarm(resource);
        } else if (!isShort && raised.remove(resource)) {
            broker.clearAlarm(resource);
        }
    }

    /** Octets of the heap that are taken. */
    static long usedMemory() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Octets of memory that the machine has, which fractions are fractions of. */
    static long machineMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    private long freeDisk() {
        Path folder = node.config().data();
        return (folder == null ? new File(".") : folder.toFile())
                .getAbsoluteFile()
                .getUsableSpace();
    }

    @Override
    public synchronized void close() {
        if (watch != null) {
            watch.shutdownNow();
            watch = null;
        }
    }
}
