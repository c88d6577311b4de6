package dev.touchstone.broker;

import dev.touchstone.broker.disk.FileDisk;
import dev.touchstone.broker.journal.BrokerJournal;
import dev.touchstone.broker.journal.TopologyJournal;
import dev.touchstone.broker.ledger.Disk;
import dev.touchstone.broker.ledger.DiskException;
import dev.touchstone.broker.ledger.RecoveryReport;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker keeps what survives it: a lock, the journal of users and virtual hosts, and a folder for each virtual host. One process may use it at a
 * time. Threads that manage virtual hosts call it, one at a time.
 */
final class DataFolder implements AutoCloseable {
    private static final String HOSTS = "vhosts";

    private final FileChannel lock;
    private final Disk hosts;
    private final LongSupplier entropy;
    private final RecoveryReport report = new RecoveryReport();
    private final BrokerJournal journal;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    /**
     * What a virtual host has here.
     *
     * @param disk its folder
     */
    record Kept(String folder, Disk disk, TopologyJournal topology) {}

    private DataFolder(Disk disk, FileChannel lock, LongSupplier entropy) {
        this.lock = lock;
        this.entropy = entropy;
        this.journal = new BrokerJournal(disk, entropy, report);
        this.hosts = disk.folder(HOSTS);
        sweep();
    }

    /**
     * Opens a folder, made if it is missing; null stays null.
     *
     * @param disk gives what is used in place of the folder, mostly itself
     * @throws DiskException if it cannot be used, is in use, or was written by a newer broker
     */
    static @Nullable DataFolder open(@Nullable Path path, LongSupplier entropy, UnaryOperator<Disk> disk) {
        if (path == null) {
            return null;
        }
        FileDisk folder = new FileDisk(path);
        FileChannel lock = lock(folder.path());
        try {
            return new DataFolder(disk.apply(folder), lock, entropy);
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    private static FileChannel lock(Path path) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            release(channel);
            throw new DiskException("the data folder " + path + " is in use by another broker of this process", e);
        } catch (IOException e) {
            release(channel);
            throw new DiskException("the data folder " + path + " cannot be locked: " + e, e);
        }
        release(channel);
        throw new DiskException("the data folder " + path + " is in use by another process");
    }

    private static void release(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new DiskException("cannot release the data folder: " + e, e);
        }
    }

    /** Removes the folders of virtual hosts that are gone. */
    private void sweep() {
        Map<String, String> known = journal.virtualHosts();
        for (String folder : hosts.list()) {
            if (!known.containsValue(folder)) {
                hosts.delete(folder);
            }
        }
    }

    /** Users and virtual hosts. */
    BrokerJournal journal() {
        return journal;
    }

    /** What recovery found damaged, a sentence each. */
    List<String> damages() {
        return report.damages();
    }

    RecoveryReport report() {
        return report;
    }

    /** The part of a virtual host: of one that was there, or of a new one. */
    synchronized Kept host(String name) {
        String folder = journal.virtualHosts().get(name);
        if (folder == null) {
            folder = Long.toHexString(entropy.getAsLong());
            journal.virtualHost(name, folder);
        }
        Disk disk = hosts.folder(folder);
        Kept host = new Kept(folder, disk, new TopologyJournal(disk, entropy, report));
        kept.put(name, host);
        return host;
    }

    /** The virtual host is deleted: nothing of it stays. */
    synchronized void deleted(String name) {
        journal.virtualHostGone(name);
        Kept host = kept.remove(name);
        if (host != null) {
            host.topology().abandon();
            hosts.delete(host.folder());
        }
    }

    /** Makes everything safe and lets the next process in. */
    @Override
    public synchronized void close() {
        try {
            kept.values().forEach(host -> host.topology().close());
            journal.close();
        } finally {
            release(lock);
        }
    }

    /** Lets the next process in; the files stay as they are. */
    synchronized void abandon() {
        kept.values().forEach(host -> host.topology().abandon());
        journal.abandon();
        release(lock);
    }
}
