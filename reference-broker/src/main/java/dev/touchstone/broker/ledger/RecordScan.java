package dev.touchstone.broker.ledger;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a file from its begin to its end, a window at a time. What cannot be read is passed over to the next record that can, and
 * reported: in the middle as damage, at the end as a torn tail.
 */
public final class RecordScan {
    private static final int WINDOW_OCTETS = 1 << 20;

    private final DiskFile file;
    private final String name;
    private final int kind;
    private final long size;
    private final CRC32C crc = new CRC32C();
    private ByteBuffer window = ByteBuffer.allocate(WINDOW_OCTETS);
    private long windowAt;
    private long salt;

    /** Hears of each record. */
    public interface Visitor {
        /**
         * A whole record.
         *
         * @param payload from position to limit, valid during the call only
         * @param at where the record begins in the file
         */
        void record(int type, ByteBuffer payload, long at);
    }

    /** A scan of that file, of which the name is for reports. */
    public RecordScan(DiskFile file, String name, int kind) {
        this.file = file;
        this.name = name;
        this.kind = kind;
        this.size = file.size();
        window.limit(0);
    }

    /** The file's salt, after {@link #run}. */
    public long salt() {
        return salt;
    }

    /**
     * Reads everything. Returns the octets up to the end of the last whole record; 0 if not even the file's header is whole, so that nothing in it
     * can be read.
     */
    public long run(Visitor visitor, RecoveryReport report) {
        load(0, RecordFormat.FILE_HEADER);
        Long found = RecordFormat.salt(window, kind, name);
        if (found == null) {
            if (size > 0) {
                report.tornTail(name, 0, size);
            }
            return 0;
        }
        salt = found;
        long at = RecordFormat.FILE_HEADER;
        long end = at;
        while (at < size) {
            long length = recordAt(at);
            if (length < 0) {
                at = next(at + 1);
                continue;
            }
            if (at > end) {
                report.damaged(name, end, at - end);
            }
            visit(visitor, at, (int) length);
            at += length;
            end = at;
        }
        if (size > end) {
            report.tornTail(name, end, size - end);
        }
        return end;
    }

    private void visit(Visitor visitor, long at, int length) {
        int start = (int) (at - windowAt) + RecordFormat.RECORD_HEADER;
        int type = window.get(start) & 0xFF;
        visitor.record(type, window.slice(start + 1, length - RecordFormat.RECORD_HEADER - 1), at);
    }

    /** The next place with a whole record, or the end of the file. */
    private long next(long from) {
        long at = from;
        while (at < size && recordAt(at) < 0) {
            at++;
        }
        return at;
    }

    /** Octets of the record at this place, its header included, or -1 if there is none. It is in the window then. */
    private long recordAt(long at) {
        if (at + RecordFormat.RECORD_HEADER >= size) {
            return -1;
        }
        load(at, RecordFormat.RECORD_HEADER);
        int start = (int) (at - windowAt);
        long length = window.getInt(start) & 0xFFFF_FFFFL;
        long whole = length + RecordFormat.RECORD_HEADER;
        if (length == 0 || at + whole > size || whole > Integer.MAX_VALUE - 8) {
            return -1;
        }
        load(at, (int) whole);
        start = (int) (at - windowAt);
        if (start + whole > window.limit()) {
            return -1;
        }
        RecordFormat.begin(crc, salt);
        crc.update(window.array(), start + RecordFormat.RECORD_HEADER, (int) length);
        return window.getInt(start + 4) == (int) crc.getValue() ? whole : -1;
    }

    /** Has {@code octets} from {@code at} in the window, as far as the file goes. */
    private void load(long at, int octets) {
        if (at >= windowAt && at + octets <= windowAt + window.limit()) {
            return;
        }
        if (octets > window.capacity()) {
            window = ByteBuffer.allocate(octets);
        } else if (window.capacity() > WINDOW_OCTETS && octets <= WINDOW_OCTETS) {
            window = ByteBuffer.allocate(WINDOW_OCTETS);
        }
        window.clear();
        file.read(window, at);
        window.flip();
        windowAt = at;
    }

    /** Reads one file from begin to end without keeping it open. Returns null if it has no whole header. */
    public static @Nullable Long scan(Disk disk, String name, int kind, Visitor visitor, RecoveryReport report) {
        try (DiskFile file = disk.open(name)) {
            long end = new RecordScan(file, name, kind).run(visitor, report);
            return end == 0 ? null : Long.valueOf(end);
        }
    }
}
