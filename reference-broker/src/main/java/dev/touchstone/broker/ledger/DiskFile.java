package dev.touchstone.broker.ledger;

import java.nio.ByteBuffer;

/** An open file; see {@link Disk}. Every method throws {@link DiskException}. */
public interface DiskFile extends AutoCloseable {
    /** Writes all that remains in {@code octets} at this place; the file grows as needed. After a failure the same may be written again. */
    void write(ByteBuffer octets, long at);

    /** Reads from this place until {@code into} is full or the file ends; returns how many octets were read, 0 at the end. */
    int read(ByteBuffer into, long at);

    /** Octets in the file. */
    long size();

    /** Cuts the file to this size; a smaller file stays as it is. */
    void truncate(long size);

    /** Makes what was written safe: returns when a loss of power cannot take it. */
    void force();

    @Override
    void close();
}
