package dev.touchstone.broker.ledger;

import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Gives the disk back. Only the oldest segment is ever deleted, so that a settlement always stands behind its message; when the log is much larger than
 * what is needed, the messages that still live in the oldest segment are copied to the end first, a slice at a time.
 */
final class Reclaimer {
    private static final int SLICE_OCTETS = 256 * 1024;

    private final MessageLog log;
    private final LogWriter writer;
    private final LogFiles files;
    private final LogHome home;
    private final LogWorker worker;
    private final CRC32C crc = new CRC32C();
    private @Nullable Segment victim;
    private @Nullable Batch copies;

    Reclaimer(MessageLog log, LogWriter writer, LogFiles files, LogHome home, LogWorker worker) {
        this.log = log;
        this.writer = writer;
        this.files = files;
        this.home = home;
        this.worker = worker;
    }

    /** A batch is safe or at least written; copies were in a forced one. */
    void written(Batch batch) {
        if (copies == batch) {
            copies = null;
        }
        check();
    }

    /** Deletes what is dead at the old end, and begins to move what keeps too much alive. */
    void check() {
        Deque<Segment> segments = writer.segments();
        Segment oldest = segments.peekFirst();
        while (copies == null && oldest != null && segments.size() > 1 && oldest.isDead() && oldest.isWhole()) {
            segments.removeFirst();
            delete(oldest.number());
            if (oldest == victim) {
                victim = null;
            }
            oldest = segments.peekFirst();
        }
        if (oldest != null && victim == null && segments.size() > 1 && oldest.isWhole() && !oldest.isDamaged()) {
            if (log.wantsLess()) {
                victim = oldest;
                slice(oldest, RecordFormat.FILE_HEADER, SLICE_OCTETS);
            }
        }
    }

    private void delete(int number) {
        worker.submit(() -> {
            try {
                files.delete(number);
            } catch (DiskException e) {
                home.damaged(String.valueOf(e.getMessage()));
            }
        });
    }

    private void slice(Segment segment, long at, int octets) {
        worker.submit(() -> {
            ByteBuffer window = ByteBuffer.allocate(octets);
            try {
                files.read(segment.number(), window, at);
                home.post(() -> move(segment, at, window.flip()));
            } catch (DiskException e) {
                home.damaged(String.valueOf(e.getMessage()));
            }
        });
    }

    private void move(Segment segment, long at, ByteBuffer window) {
        if (segment != victim || segment.isDead()) {
            check();
            return;
        }
        int start = 0;
        int length = length(window, start);
        while (length > 0 && start + length <= window.limit()) {
            if (!move(segment, (int) at + start, window, start, length)) {
                segment.damage();
                victim = null;
                return;
            }
            start += length;
            length = length(window, start);
        }
        long next = at + start;
        if (next < segment.octets() && length >= 0) {
            slice(segment, next, Math.max(SLICE_OCTETS, length));
        } else if (!segment.isDead()) {
            segment.damage();
            victim = null;
        }
        log.touch();
    }

    /** Octets of the record there, 0 if its length is not in the window, -1 if that is no length. */
    private static int length(ByteBuffer window, int start) {
        if (window.limit() - start < RecordFormat.RECORD_HEADER) {
            return 0;
        }
        int length = window.getInt(start);
        return length < 1 || length > 1 << 30 ? -1 : length + RecordFormat.RECORD_HEADER;
    }

    /** Copies a record's living messages; false if it cannot be read. */
    private boolean move(Segment segment, int offset, ByteBuffer window, int start, int length) {
        if (window.get(start + RecordFormat.RECORD_HEADER) != RecordTypes.MESSAGE) {
            return true;
        }
        MessageRecord record = Loader.checked(window, start, length, segment.salt(), crc);
        if (record == null) {
            return false;
        }
        boolean begun = false;
        for (int entry = 0; entry < record.entries(); entry++) {
            long place = record.place(entry);
            QueueLog queue = log.known(record.queue(entry));
            if (queue != null && queue.isAt(place, segment, offset)) {
                if (!begun) {
                    begun = true;
                    writer.begin(RecordTypes.MESSAGE);
                    writer.out().bytes(record.withoutEntries());
                }
                log.entry(queue, queue.asCopied(place), record.expiresAt(entry));
            }
        }
        if (begun) {
            copies = writer.gathering();
            copies.force();
        }
        return true;
    }
}
