package dev.touchstone.broker;

import java.io.File;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches memory and disk: above the limit of memory or below that of the disk an alarm is raised, and cleared again when there is room (BLOCK-01). Limits
 * come from the configuration and from commands; where there is none, nothing is watched and there is no thread. Alarms that others raised are left alone.
 * Thread-safe.
 */
public final class ResourceWatch implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 1_000;

    /** Garbage is collected before memory counts as used up, but not all the time. */
    private static final long COLLECT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final File disk;
    private final BiConsumer<ResourceAlarm, Boolean> alarm;
    private final Map<ResourceAlarm, Long> limits = new EnumMap<>(ResourceAlarm.class);
    private final Set<ResourceAlarm> raised = new HashSet<>();
    private long collectedNanos = System.nanoTime() - COLLECT_NANOS;
    private boolean closed;
    private @Nullable ScheduledExecutorService watch;

    ResourceWatch(BrokerConfig config, BiConsumer<ResourceAlarm, Boolean> alarm) {
        Path folder = config.data();
        this.disk = (folder == null ? new File(".") : folder.toFile()).getAbsoluteFile();
        this.alarm = alarm;
        for (ResourceAlarm resource : ResourceAlarm.values()) {
            if (config.limits().of(resource) >= 0) {
                set(resource, config.limits().of(resource));
            }
        }
    }

    /** Sets a limit in octets: how much memory may be used, or how much of the disk must be free. It counts when this returns. */
    public synchronized void set(ResourceAlarm resource, long octets) {
        limits.put(resource, octets);
        collectedNanos = System.nanoTime() - COLLECT_NANOS;
        check(resource);
        if (watch == null && !closed) {
            ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, "touchstone-watermarks");
                thread.setDaemon(true);
                return thread;
            });
            made.scheduleWithFixedDelay(this::checkAll, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
            watch = made;
        }
    }

    /** The limit that holds; where none was set, what the heap can have and RabbitMQ's for the disk. */
    public synchronized long limit(ResourceAlarm resource) {
        long usual =
                resource == ResourceAlarm.MEMORY ? Runtime.getRuntime().maxMemory() : ResourceLimits.USUAL_FREE_DISK;
        return limits.getOrDefault(resource, usual);
    }

    /** Octets of the heap that are taken, garbage among them. */
    public long usedMemory() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Octets that are free where the data folder is, or would be. */
    public long freeDisk() {
        return disk.getUsableSpace();
    }

    private synchronized void checkAll() {
        limits.keySet().forEach(this::check);
    }

    private void check(ResourceAlarm resource) {
        long limit = limit(resource);
        boolean isShort = resource == ResourceAlarm.MEMORY ? isAbove(limit) : freeDisk() < limit;
        if (closed) {
            return;
        }
        if (isShort && raised.add(resource)) {
            alarm.accept(resource, true);
        } else if (!isShort && raised.remove(resource)) {
            alarm.accept(resource, false);
        }
    }

    /**
     * Whether more than that is used without garbage. A heap fills up with garbage before the machine looks at it, and while publishers wait nothing would
     * make it look.
     */
    private boolean isAbove(long limit) {
        if (usedMemory() > limit && System.nanoTime() - collectedNanos >= COLLECT_NANOS) {
            System.gc();
            collectedNanos = System.nanoTime();
            return usedMemory() > limit;
        }
        // Between two collections nobody knows how much of it is garbage: what was found last holds.
        return usedMemory() > limit && raised.contains(ResourceAlarm.MEMORY);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (watch != null) {
            watch.shutdownNow();
            watch = null;
        }
    }
}
