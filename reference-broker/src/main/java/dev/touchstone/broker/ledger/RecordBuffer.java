package dev.touchstone.broker.ledger;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way to a file, in chunks that are used again and again. Every octet is copied into a chunk once; the check sum grows as they come, so
 * that a record may stay open at its end.
 */
final class RecordBuffer {
    private static final int CHUNK_OCTETS = 128 * 1024;
    private static final int KEPT_CHUNKS = 128;

    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
    private final CRC32C crc = new CRC32C();
    private final byte[] small = new byte[32];
    private final ByteBuffer smallNumbers = ByteBuffer.wrap(small);
    private List<ByteBuffer> chunks = new ArrayList<>();
    private @Nullable ByteBuffer current;
    private @Nullable ByteBuffer recordChunk;
    private int recordAt;
    private int recordOctets;
    private long octets;

    /** Octets gathered since the last {@link #take}. */
    long octets() {
        return octets;
    }

    boolean isOpen() {
        return recordChunk != null;
    }

    /** Octets outside of records: a file's header. */
    void raw(byte[] some) {
        put(some, 0, some.length);
    }

    /** Begins a record of a file with that salt. The last one was ended. */
    void begin(long salt, int type) {
        ByteBuffer chunk = room(RecordFormat.RECORD_HEADER);
        recordChunk = chunk;
        recordAt = chunk.position();
        recordOctets = 0;
        chunk.position(recordAt + RecordFormat.RECORD_HEADER);
        octets += RecordFormat.RECORD_HEADER;
        RecordFormat.begin(crc, salt);
        u8(type);
    }

    void u8(int value) {
        small[0] = (byte) value;
        bytes(small, 0, 1);
    }

    void u16(int value) {
        smallNumbers.putShort(0, (short) value);
        bytes(small, 0, 2);
    }

    void u32(int value) {
        smallNumbers.putInt(0, value);
        bytes(small, 0, 4);
    }

    void u64(long value) {
        smallNumbers.putLong(0, value);
        bytes(small, 0, 8);
    }

    void bytes(byte[] source, int from, int length) {
        crc.update(source, from, length);
        recordOctets += length;
        put(source, from, length);
    }

    /** The readable octets of a buffer; it stays as it is. */
    void bytes(ByteBuf source) {
        int at = source.readerIndex();
        int left = source.readableBytes();
        recordOctets += left;
        octets += left;
        while (left > 0) {
            ByteBuffer chunk = room(1);
            int length = Math.min(left, chunk.remaining());
            ByteBuffer part = chunk.slice(chunk.position(), length);
            source.getBytes(at, part);
            crc.update(part.flip());
            chunk.position(chunk.position() + length);
            at += length;
            left -= length;
        }
    }

    void bytes(ByteBuffer source) {
        byte[] copy = new byte[source.remaining()];
        source.get(copy);
        bytes(copy, 0, copy.length);
    }

    /** A number in as few octets as it needs, seven bits in each. */
    void varint(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            u8((int) left & 0x7F | 0x80);
            left >>>= 7;
        }
        u8((int) left);
    }

    /** Ends the open record, if there is one. */
    void end() {
        ByteBuffer chunk = recordChunk;
        if (chunk != null) {
            chunk.putInt(recordAt, recordOctets);
            chunk.putInt(recordAt + 4, (int) crc.getValue());
            recordChunk = null;
        }
    }

    private void put(byte[] source, int from, int length) {
        octets += length;
        int at = from;
        int left = length;
        while (left > 0) {
            ByteBuffer chunk = room(1);
            int part = Math.min(left, chunk.remaining());
            chunk.put(source, at, part);
            at += part;
            left -= part;
        }
    }

    private ByteBuffer room(int wanted) {
        ByteBuffer chunk = current;
        if (chunk == null || chunk.remaining() < wanted) {
            seal();
            ByteBuffer again = free.poll();
            chunk = again == null ? ByteBuffer.allocateDirect(CHUNK_OCTETS) : again;
            current = chunk;
        }
        return chunk;
    }

    private void seal() {
        if (current != null) {
            chunks.add(current.flip());
            current = null;
        }
    }

    /** What was gathered, to be written one after the other; give the chunks back with {@link #giveBack}. */
    List<ByteBuffer> take() {
        end();
        seal();
        List<ByteBuffer> taken = chunks;
        chunks = new ArrayList<>();
        octets = 0;
        return taken;
    }

    void giveBack(List<ByteBuffer> written) {
        for (ByteBuffer chunk : written) {
            if (free.size() < KEPT_CHUNKS) {
                free.add(chunk.clear());
            }
        }
    }
}
