package dev.touchstone.broker.ledger;

import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.wire.ShortString;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a record with a message: address length u16, keys length u32, header length u32, body length u32, address (two short strings), keys
 * from CC and BCC (short strings), the content header as it came, body; then 24 octets for each queue that has it, up to the end: queue u64, place u64,
 * expiry i64 in milliseconds since 1970. A place is flags (8 bits), line (8 bits), position (48 bits).
 */
final class MessageRecord {
    /** Octets of one queue's entry. */
    static final int ENTRY = 24;

    /** Flag of an entry: the message goes when the broker ends. */
    static final int TRANSIENT = 1;

    /** Flag of an entry: it was delivered before the record was written. */
    static final int DELIVERED = 2;

    private static final int FIXED = 14;
    private static final long POSITION_MASK = (1L << 48) - 1;

    private final ByteBuffer payload;
    private final int bodyLength;
    private final int entriesAt;

    /** Over a payload that passed its check sum. */
    MessageRecord(ByteBuffer payload) {
        this.payload = payload;
        this.bodyLength = payload.getInt(payload.position() + 10);
        this.entriesAt = payload.position()
                + FIXED
                + addressLength()
                + payload.getInt(payload.position() + 2)
                + payload.getInt(payload.position() + 6)
                + bodyLength;
    }

    /** Writes everything but the entries into an open record. */
    static void write(RecordBuffer out, Message message) {
        byte[] address = message.address().octets();
        List<String> keys = message.senderKeys();
        int keysLength = 0;
        for (int i = 0; i < keys.size(); i++) {
            keysLength += ShortString.encode(keys.get(i)).length;
        }
        out.u16(address.length);
        out.u32(keysLength);
        out.u32(message.headerLength());
        out.u32(message.bodySize());
        out.bytes(address, 0, address.length);
        for (int i = 0; i < keys.size(); i++) {
            byte[] key = ShortString.encode(keys.get(i));
            out.bytes(key, 0, key.length);
        }
        ByteBuf large = message.largeBody();
        if (large == null) {
            out.bytes(message.octets(), 0, message.headerLength() + message.bodySize());
        } else {
            out.bytes(message.octets(), 0, message.headerLength());
            out.bytes(large);
        }
    }

    static long place(int flags, int line, long position) {
        return (long) flags << 56 | (long) line << 48 | position;
    }

    static int flags(long place) {
        return (int) (place >>> 56);
    }

    static int line(long place) {
        return (int) (place >>> 48) & 0xFF;
    }

    static long position(long place) {
        return place & POSITION_MASK;
    }

    private int addressLength() {
        return payload.getShort(payload.position()) & 0xFFFF;
    }

    int bodyLength() {
        return bodyLength;
    }

    int entries() {
        return (payload.limit() - entriesAt) / ENTRY;
    }

    long queue(int entry) {
        return payload.getLong(entriesAt + entry * ENTRY);
    }

    long place(int entry) {
        return payload.getLong(entriesAt + entry * ENTRY + 8);
    }

    long expiresAt(int entry) {
        return payload.getLong(entriesAt + entry * ENTRY + 16);
    }

    /** Everything but the entries, to be copied into another record. */
    ByteBuffer withoutEntries() {
        return payload.slice(payload.position(), entriesAt - payload.position());
    }

    /** The message; {@code known} is taken for its address if it is the same. */
    Message message(@Nullable Address known) {
        int at = payload.position() + FIXED;
        byte[] addressOctets = octets(at, addressLength());
        at += addressOctets.length;
        int keysLength = payload.getInt(payload.position() + 2);
        List<String> keys = keysLength == 0 ? List.of() : keys(octets(at, keysLength));
        at += keysLength;
        int headerLength = payload.getInt(payload.position() + 6);
        Address address =
                known != null && Arrays.equals(known.octets(), addressOctets) ? known : Address.wrap(addressOctets);
        if (bodyLength <= Message.SMALL_BODY_OCTETS) {
            return Message.restored(address, octets(at, headerLength + bodyLength), headerLength, null, keys);
        }
        return Message.restored(
                address, octets(at, headerLength), headerLength, octets(at + headerLength, bodyLength), keys);
    }

    private static List<String> keys(byte[] octets) {
        List<String> keys = new ArrayList<>();
        for (int at = 0; at < octets.length; at += 1 + (octets[at] & 0xFF)) {
            keys.add(new String(octets, at + 1, octets[at] & 0xFF, StandardCharsets.UTF_8));
        }
        return keys;
    }

    private byte[] octets(int at, int length) {
        byte[] octets = new byte[length];
        payload.get(at, octets);
        return octets;
    }
}
