package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Reads and writes single method arguments. A read beyond the end throws {@link IndexOutOfBoundsException}; {@link Methods} makes 501 of it. */
final class Arguments {
    private Arguments() {}

    static String shortString(ByteBuf in) {
        return in.readCharSequence(in.readUnsignedByte(), StandardCharsets.UTF_8)
                .toString();
    }

    static byte[] longString(ByteBuf in) {
        int length = in.readInt();
        if (length < 0 || length > in.readableBytes()) {
            throw new IndexOutOfBoundsException("long string beyond the end of its method");
        }
        byte[] octets = new byte[length];
        in.readBytes(octets);
        return octets;
    }

    /** A table; if its length goes beyond the method the method is cut short (501), if it is broken inside the socket goes. */
    static FieldTable table(ByteBuf in) throws SilentCloseException {
        int length = in.getInt(in.readerIndex());
        if (length < 0 || length > in.readableBytes() - 4) {
            throw new IndexOutOfBoundsException("table beyond the end of its method");
        }
        return FieldTableCodec.read(in.readSlice(length + 4));
    }

    static boolean bit(int octet, int index) {
        return (octet >> index & 1) != 0;
    }

    static int bits(boolean... values) {
        int octet = 0;
        for (int i = 0; i < values.length; i++) {
            octet |= values[i] ? 1 << i : 0;
        }
        return octet;
    }

    static void longString(ByteBuf out, byte[] octets) {
        out.writeInt(octets.length);
        out.writeBytes(octets);
    }
}
