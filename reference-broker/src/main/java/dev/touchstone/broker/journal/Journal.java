package dev.touchstone.broker.journal;

import dev.touchstone.broker.ledger.Disk;
import dev.touchstone.broker.ledger.DiskException;
import dev.touchstone.broker.ledger.RecordFile;
import dev.touchstone.broker.ledger.RecordFormat;
import dev.touchstone.broker.ledger.RecoveryReport;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * A file of commands and the state that they lead to. It is written anew, with the commands for what is there only, at the start and when it has grown to
 * several times of that: into another file, forced, which then takes the name at once.
 *
 * <p>If the disk refuses, entries wait in memory and are written, in order, with the next one or with {@link #force}, which fails as long as they cannot be.
 * One thread writes; another may force meanwhile.
 */
final class Journal implements AutoCloseable {
    private static final String NEW = ".new";
    private static final int GROWTH = 4;
    private static final long SLACK_OCTETS = 256 * 1024;

    private final Disk disk;
    private final String name;
    private final int kind;
    private final LongSupplier entropy;
    private final State state;
    private final Queue<Entry> unwritten = new ArrayDeque<>();
    private RecordFile file;
    private long compactAt;
    private boolean unforced;

    /** What the commands lead to. */
    interface State {
        /**
         * Does what an entry says.
         *
         * @throws UnknownEntry if its type is not known
         */
        void apply(Entry entry);

        /** The commands that lead to what is there now, in an order that works. */
        List<Entry> live();
    }

    /** An entry of a type that this broker does not know. */
    static final class UnknownEntry extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownEntry(Entry entry) {
            super("a record of type " + entry.type());
        }
    }

    /**
     * Opens the file and applies all that is in it.
     *
     * @throws DiskException if it cannot be read, or was written by a newer broker; the message names the file and the version
     */
    Journal(Disk disk, String name, int kind, LongSupplier entropy, State state, RecoveryReport report) {
        this.disk = disk;
        this.name = name;
        this.kind = kind;
        this.entropy = entropy;
        this.state = state;
        disk.delete(name + NEW);
        this.file = RecordFile.open(
                disk,
                name,
                kind,
                entropy.getAsLong(),
                (type, payload, at) -> replay(type, payload, at, report),
                report);
        long live = liveOctets();
        compactAt = limit(live);
        if (file.size() > live) {
            tryToCompact();
        }
    }

    private void replay(int type, ByteBuffer payload, long at, RecoveryReport report) {
        byte[] octets = new byte[payload.remaining()];
        payload.get(octets);
        Entry entry = new Entry(type, octets);
        try {
            state.apply(entry);
        } catch (UnknownEntry e) {
            throw new DiskException(
                    name + " has " + e.getMessage() + " at " + at
                            + ", which this broker does not know: it reads version " + RecordFormat.VERSION
                            + " of the format, and the file is from a newer one",
                    e);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            report.note(name + ": the record at " + at + " makes no sense and was left out: " + e.getMessage());
        }
    }

    private long liveOctets() {
        long octets = RecordFormat.FILE_HEADER;
        for (Entry entry : state.live()) {
            octets += entry.octets();
        }
        return octets;
    }

    private static long limit(long live) {
        return live * GROWTH + SLACK_OCTETS;
    }

    /** Applies an entry and writes it. It is safe from the end of the process then, from the loss of power after {@link #force}. */
    synchronized void write(Entry entry) {
        state.apply(entry);
        unwritten.add(entry);
        unforced = true;
        try {
            writeWaiting();
        } catch (DiskException e) {
            // It waits; force says so to whoever relies on it.
            return;
        }
        if (file.size() > compactAt) {
            compactAt = limit(liveOctets());
            tryToCompact();
        }
    }

    private void writeWaiting() {
        Entry next = unwritten.peek();
        while (next != null) {
            file.append(next.type(), next.payload());
            unwritten.remove();
            next = unwritten.peek();
        }
    }

    /** Returns when everything that was written is safe. Costs nothing if nothing was since the last time. */
    void force() {
        RecordFile forcing;
        synchronized (this) {
            writeWaiting();
            if (!unforced) {
                return;
            }
            unforced = false;
            forcing = file;
        }
        try {
            forcing.force();
        } catch (DiskException e) {
            forceFailed(forcing, e);
        }
    }

    /** A file that was replaced meanwhile needs no force: the new one was forced before it took the name. */
    private synchronized void forceFailed(RecordFile forcing, DiskException e) {
        if (forcing == file) {
            unforced = true;
            throw e;
        }
    }

    private void tryToCompact() {
        try {
            compact();
        } catch (DiskException e) {
            // The file as it is has all that is needed; the next growth tries again.
            return;
        }
    }

    private void compact() {
        disk.delete(name + NEW);
        try (RecordFile compact = openNew(name + NEW)) {
            for (Entry entry : state.live()) {
                compact.append(entry.type(), entry.payload());
            }
            compact.force();
        }
        file.close();
        disk.rename(name + NEW, name);
        disk.forceFolder();
        file = openNew(name);
        unforced = false;
        compactAt = limit(file.size());
    }

    private RecordFile openNew(String which) {
        return RecordFile.open(disk, which, kind, entropy.getAsLong(), (type, payload, at) -> {}, new RecoveryReport());
    }

    /** Forces what can be forced and closes the file. */
    @Override
    public void close() {
        try {
            force();
        } finally {
            file.close();
        }
    }

    /** Closes the file as it is. */
    void abandon() {
        file.close();
    }
}
