package dev.touchstone.broker.ledger;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How records lie in files. A file begins with 20 octets: magic {@code TLDG}, version u16, kind u16, salt u64, CRC-32C u32 of those before. Then come
 * records: length u32 (octets of type and payload), CRC-32C u32 over the file's salt, type and payload, type u8, payload. All numbers are big endian.
 *
 * <p>The salt is different in every file: what lies in a file by chance, a copy of another file in a message's body for example, is never
 * taken for a record of this one.
 */
public final class RecordFormat {
    /** The version that this code writes; it refuses others. */
    public static final int VERSION = 1;

    /** Octets before the first record. */
    public static final int FILE_HEADER = 20;

    /** Octets of a record before its type. */
    public static final int RECORD_HEADER = 8;

    private static final int MAGIC = 0x544C_4447;

    private RecordFormat() {}

    /** The first octets of a file. */
    public static byte[] fileHeader(int kind, long salt) {
        byte[] octets = new byte[FILE_HEADER];
        ByteBuffer out = ByteBuffer.wrap(octets);
        out.putInt(MAGIC).putShort((short) VERSION).putShort((short) kind).putLong(salt);
        CRC32C crc = new CRC32C();
        crc.update(octets, 0, FILE_HEADER - 4);
        out.putInt((int) crc.getValue());
        return octets;
    }

    /**
     * Reads the first octets of a file: its salt.
     *
     * @return the salt, or null if the header is not whole
     * @throws DiskException if it is whole, but of another kind or version
     */
    static @Nullable Long salt(ByteBuffer in, int kind, String file) {
        if (in.remaining() < FILE_HEADER) {
            return null;
        }
        int start = in.position();
        CRC32C crc = new CRC32C();
        crc.update(in.duplicate().limit(start + FILE_HEADER - 4));
        if (in.getInt(start) != MAGIC || in.getInt(start + FILE_HEADER - 4) != (int) crc.getValue()) {
            return null;
        }
        int version = in.getShort(start + 4);
        int found = in.getShort(start + 6);
        if (version != VERSION || found != kind) {
            throw new DiskException(file + " has version " + version + " and kind " + found
                    + "; this broker reads version " + VERSION + " and kind " + kind + " there");
        }
        return in.getLong(start + 8);
    }

    /** A check sum that has seen the salt. */
    static void begin(CRC32C crc, long salt) {
        crc.reset();
        crc.update((int) (salt >>> 56));
        crc.update((int) (salt >>> 48));
        crc.update((int) (salt >>> 40));
        crc.update((int) (salt >>> 32));
        crc.update((int) (salt >>> 24));
        crc.update((int) (salt >>> 16));
        crc.update((int) (salt >>> 8));
        crc.update((int) salt);
    }

    /** One record, ready to be written: for those who write few. */
    public static ByteBuffer record(long salt, int type, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(RECORD_HEADER + 1 + payload.length);
        out.putInt(1 + payload.length).putInt(0).put((byte) type).put(payload).flip();
        CRC32C crc = new CRC32C();
        begin(crc, salt);
        crc.update(out.array(), RECORD_HEADER, 1 + payload.length);
        return out.putInt(4, (int) crc.getValue());
    }
}
