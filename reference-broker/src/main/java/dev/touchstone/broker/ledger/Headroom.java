package dev.touchstone.broker.ledger;

import java.nio.ByteBuffer;

/**
 * Zeros ahead of the end of the segment that grows. Why: to force a file that became longer takes a disk about twice as long as to force one that did not,
 * because the file system has its own records to write, too. Where somebody waits for each small batch, that is the whole of a confirm's time.
 *
 * <p>A reader takes zeros up to the end of a file for the end of its records.
 */
final class Headroom {
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(64 * 1024).asReadOnlyBuffer();

    private final long room;
    private int segment = -1;
    private long end;

    /** @param room octets of zeros at a time, fewer while the file itself is smaller; 0 for none */
    Headroom(long room) {
        this.room = room;
    }

    /**
     * After a forced batch was written that ends there, before its force. A large batch needs no room: it would be used up at once, and writing zeros
     * would then cost as much as writing messages.
     */
    void keep(DiskFile file, int number, long written, long batchOctets) {
        if (number != segment) {
            segment = number;
            end = 0;
        }
        end = Math.max(end, written);
        if (batchOctets <= room / 4 && end - written < batchOctets) {
            try {
                extend(file);
            } catch (DiskException e) {
                // No room is no loss. A disk that is full says so when there is something to write.
                end = written;
            }
        }
    }

    private void extend(DiskFile file) {
        // A virtual host that gets a message now and then shall not take a quarter of a megabyte for it.
        long target = end + Math.min(room, Math.max(room / 16, end));
        while (end < target) {
            int length = (int) Math.min(target - end, ZEROS.capacity());
            file.write(ZEROS.slice(0, length), end);
            end += length;
        }
    }
}
