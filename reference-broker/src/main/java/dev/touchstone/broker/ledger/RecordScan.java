package dev.touchstone.broker.ledger;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Reads the records of a file from its begin to its end, a window at a time. What cannot be read is passed over to the next record that can, and
 * reported: in the middle as damage, at the end as a torn tail. Zeros up to the end of the file are
 * no records and no damage.
 */
public final class RecordScan {
    private static final int WINDOW_OCTETS = 1 << 20;

    private final DiskFile file;
    private final String name;
    private final int kind;
    private final long size;
    private final CRC32C crc = new CRC32C();
    private final int windowOctets;
    private ByteBuffer window;
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
        this.windowOctets = (int) Math.min(WINDOW_OCTETS, Math.max(size, RecordFormat.FILE_HEADER));
        this.window = ByteBuffer.allocate(windowOctets).limit(0);
    }

    /** The file's salt, after {@link #open}. */
    public long salt() {
        return salt;
    }

    /** Reads the file's header; false, and reported, if it is not whole, so that nothing in the file can be read. */
    public boolean open(RecoveryReport report) {
        load(0, RecordFormat.FILE_HEADER);
        Long found = RecordFormat.salt(window, kind, name);
        if (found == null) {
            if (size > 0) {
                report.tornTail(name, 0, size);
            }
            return false;
        }
        salt = found;
        return true;
    }

    /** Reads all records, after {@link #open}. Returns the octets up to the end of the last whole one. */
    public long run(Visitor visitor, RecoveryReport report) {
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
        if (size > end && !isRoom(end)) {
            report.tornTail(name, end, size - end);
        }
        return end;
    }

    /** Whether there are only zeros from here on: octets that were written ahead of records to come ({@link Headroom}). */
    private boolean isRoom(long from) {
        for (long at = from; at < size; at++) {
            load(at, 1);
            if (window.get((int) (at - windowAt)) != 0) {
                return false;
            }
        }
        return true;
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
        } else if (window.capacity() > windowOctets && octets <= windowOctets) {
            window = ByteBuffer.allocate(windowOctets);
        }
        window.clear();
        file.read(window, at);
        window.flip();
        windowAt = at;
    }
}
