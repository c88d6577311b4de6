package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Short strings: one length octet, at most 255 octets of UTF-8. */
public final class ShortString {
    /** The most octets a short string holds. */
    public static final int MAX_OCTETS = 255;

    private ShortString() {}

    /** Writes {@code text}, cut before the character that would not fit. */
    public static void write(ByteBuf out, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        int length = fit(octets);
        out.writeByte(length);
        out.writeBytes(octets, 0, length);
    }

    /** The octets of {@code text} with their length octet in front. */
    public static byte[] encode(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        int length = fit(octets);
        byte[] encoded = new byte[length + 1];
        encoded[0] = (byte) length;
        System.arraycopy(octets, 0, encoded, 1, length);
        return encoded;
    }

    private static int fit(byte[] octets) {
        if (octets.length <= MAX_OCTETS) {
            return octets.length;
        }
        int length = MAX_OCTETS;
        while (length > 0 && (octets[length] & 0xC0) == 0x80) {
            length--;
        }
        return length;
    }
}
