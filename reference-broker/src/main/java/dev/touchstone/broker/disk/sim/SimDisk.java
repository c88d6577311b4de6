package dev.touchstone.broker.disk.sim;

import dev.touchstone.broker.ledger.Disk;
import dev.touchstone.broker.ledger.DiskException;
import dev.touchstone.broker.ledger.DiskFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk in memory. Every change counts as one operation; {@link #crashAt} cuts the power in the middle of one, and {@link #restart} is the disk as it
 * is found afterwards: of what was not forced, any part may be there. The same seed finds the same.
 */
public final class SimDisk implements Disk {
    private final Shared shared;
    private final String prefix;

    /** What all folders of a disk have in common. */
    private static final class Shared {
        private final Random random;
        private final TreeMap<String, SimFile> names = new TreeMap<>();
        private final TreeMap<String, SimFile> safeNames = new TreeMap<>();
        private final List<Runnable> nameChanges = new ArrayList<>();
        private long operations;
        private long crashAt = Long.MAX_VALUE;
        private long capacity = Long.MAX_VALUE;
        private boolean crashed;

        Shared(long seed) {
            random = new Random(seed);
        }

        void operation() {
            if (crashed || ++operations == crashAt) {
                crashed = true;
                throw new SimCrash(operations);
            }
        }

        long used() {
            return names.values().stream().mapToLong(SimFile::size).sum();
        }
    }

    /** An empty disk. */
    public SimDisk(long seed) {
        this(new Shared(seed), "");
    }

    private SimDisk(Shared shared, String prefix) {
        this.shared = shared;
        this.prefix = prefix;
    }

    /** Cuts the power in the middle of that operation, counted from 1. */
    public void crashAt(long operation) {
        shared.crashAt = operation;
    }

    /** How many operations there were. */
    public long operations() {
        return shared.operations;
    }

    /** The disk holds so many octets; writes beyond fail. */
    public void capacity(long octets) {
        shared.capacity = octets;
    }

    /** Octets in all files. */
    public long used() {
        return shared.used();
    }

    /** Turns one bit of a file over, for good. */
    public void flip(String name, int at, int bit) {
        file(name).flip(at, bit);
    }

    /** Octets of a file. */
    public int size(String name) {
        return file(name).size();
    }

    private SimFile file(String name) {
        SimFile file = shared.names.get(prefix + name);
        if (file == null) {
            throw new DiskException("no file " + prefix + name);
        }
        return file;
    }

    /** The disk as it is found after the power came back. The old one must not be used any more. */
    public SimDisk restart() {
        shared.crashed = true;
        Shared found = new Shared(shared.random.nextLong());
        Map<String, SimFile> files = shared.safeNames;
        int done = shared.random.nextInt(shared.nameChanges.size() + 1);
        shared.nameChanges.subList(0, done).forEach(Runnable::run);
        files.values().forEach(file -> file.crash(found.random));
        found.names.putAll(files);
        found.safeNames.putAll(files);
        return new SimDisk(found, prefix);
    }

    @Override
    public Disk folder(String name) {
        return new SimDisk(shared, prefix + name + "/");
    }

    @Override
    public List<String> list() {
        return shared.names.tailMap(prefix).keySet().stream()
                .takeWhile(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()).replaceFirst("/.*", ""))
                .distinct()
                .toList();
    }

    @Override
    public DiskFile open(String name) {
        String path = prefix + name;
        SimFile file = shared.names.get(path);
        if (file == null) {
            shared.operation();
            SimFile made = new SimFile();
            shared.names.put(path, made);
            shared.nameChanges.add(() -> shared.safeNames.put(path, made));
            file = made;
        }
        return new OpenFile(shared, file);
    }

    @Override
    public void delete(String name) {
        shared.operation();
        String path = prefix + name;
        shared.names.keySet().removeIf(key -> key.equals(path) || key.startsWith(path + "/"));
        shared.nameChanges.add(
                () -> shared.safeNames.keySet().removeIf(key -> key.equals(path) || key.startsWith(path + "/")));
    }

    @Override
    public void rename(String from, String to) {
        shared.operation();
        SimFile file = file(from);
        shared.names.remove(prefix + from);
        shared.names.put(prefix + to, file);
        shared.nameChanges.add(() -> {
            shared.safeNames.remove(prefix + from);
            shared.safeNames.put(prefix + to, file);
        });
    }

    @Override
    public void forceFolder() {
        shared.operation();
        shared.nameChanges.forEach(Runnable::run);
        shared.nameChanges.clear();
    }

    /** An open file. */
    private record OpenFile(Shared shared, SimFile file) implements DiskFile {
        @Override
        public void write(ByteBuffer octets, long at) {
            byte[] copy = new byte[octets.remaining()];
            octets.get(copy);
            long room = shared.capacity - shared.used() + Math.max(0, file.size() - at);
            if (room < copy.length) {
                throw new DiskException("no space left on device");
            }
            file.write((int) at, copy);
            shared.operation();
        }

        @Override
        public int read(ByteBuffer into, long at) {
            byte[] copy = new byte[into.remaining()];
            int count = file.read((int) at, copy);
            into.put(copy, 0, count);
            return count;
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void truncate(long size) {
            file.truncate((int) size);
            shared.operation();
        }

        @Override
        public void force() {
            shared.operation();
            file.force();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
