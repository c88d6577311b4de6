package dev.touchstone.broker.ledger;

import java.nio.ByteBuffer;

/** A file of records that grows at its end: for those who write few records and force each. */
public final class RecordFile implements AutoCloseable {
    private final DiskFile file;
    private final long salt;
    private long end;

    private RecordFile(DiskFile file, long salt, long end) {
        this.file = file;
        this.salt = salt;
        this.end = end;
    }

    /**
     * Opens a file, has its records read, cuts a torn tail off, and goes on behind the last record. A new file gets its header, forced.
     *
     * @param kind tells files of different use apart
     * @param newSalt the salt of a new file, from good entropy
     */
    public static RecordFile open(
            Disk disk, String name, int kind, long newSalt, RecordScan.Visitor visitor, RecoveryReport report) {
        DiskFile file = disk.open(name);
        RecordScan scan = new RecordScan(file, name, kind);
        long end = scan.open(report) ? scan.run(visitor, report) : 0;
        file.truncate(end);
        if (end > 0) {
            return new RecordFile(file, scan.salt(), end);
        }
        file.write(ByteBuffer.wrap(RecordFormat.fileHeader(kind, newSalt)), 0);
        file.force();
        disk.forceFolder();
        return new RecordFile(file, newSalt, RecordFormat.FILE_HEADER);
    }

    /** Writes a record at the end. After a {@link DiskException} it is not there, and the same may be asked again. */
    public void append(int type, byte[] payload) {
        ByteBuffer octets = RecordFormat.record(salt, type, payload);
        int length = octets.remaining();
        file.write(octets, end);
        end += length;
    }

    /** Octets of the file. */
    public long size() {
        return end;
    }

    /** Makes all records safe from a loss of power. */
    public void force() {
        file.force();
    }

    @Override
    public void close() {
        file.close();
    }
}
