package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Field tables to and from octets, in the tag set of FRAME-20. The length of an array counts octets (FRAME-21). Malformed tables become a
 * {@link SilentCloseException}, since that is how RabbitMQ ends a connection that sends one in a method (FRAME-17); for content headers the caller
 * turns it into 541.
 */
public final class FieldTableCodec {
    /** Deeper nesting is refused so that a hostile table cannot exhaust the stack. */
    private static final int MAX_DEPTH = 256;

    private FieldTableCodec() {}

    /** Reads a table with its 32-bit length prefix. */
    public static FieldTable read(ByteBuf in) throws SilentCloseException {
        return readTable(in, 0);
    }

    /** Reads a table that fills the rest of {@code in}, without length prefix (AMQPLAIN). */
    public static FieldTable readBody(ByteBuf in) throws SilentCloseException {
        return readEntries(in, in.writerIndex(), 0);
    }

    /** Writes a table with its 32-bit length prefix. */
    public static void write(ByteBuf out, FieldTable table) {
        int at = out.writerIndex();
        out.writeInt(0);
        for (FieldTable.Entry entry : table.entries()) {
            ShortString.write(out, entry.name());
            writeValue(out, entry.value());
        }
        out.setInt(at, out.writerIndex() - at - 4);
    }

    private static FieldTable readTable(ByteBuf in, int depth) throws SilentCloseException {
        return readEntries(in, end(in, depth), depth);
    }

    private static FieldTable readEntries(ByteBuf in, int end, int depth) throws SilentCloseException {
        if (in.readerIndex() == end) {
            return FieldTable.EMPTY;
        }
        List<FieldTable.Entry> entries = new ArrayList<>(4);
        while (in.readerIndex() < end) {
            int length = in.readUnsignedByte();
            need(in, end, length);
            String name = in.readCharSequence(length, StandardCharsets.UTF_8).toString();
            entries.add(new FieldTable.Entry(name, readValue(in, end, depth)));
        }
        return FieldTable.of(entries);
    }

    private static FieldValue readArray(ByteBuf in, int depth) throws SilentCloseException {
        int end = end(in, depth);
        List<FieldValue> values = new ArrayList<>(4);
        while (in.readerIndex() < end) {
            values.add(readValue(in, end, depth));
        }
        return new FieldValue.Array(values);
    }

    private static FieldValue readValue(ByteBuf in, int end, int depth) throws SilentCloseException {
        need(in, end, 1);
        char tag = (char) in.readUnsignedByte();
        need(in, end, width(tag));
        FieldValue value = switch (tag) {
            case 't' -> new FieldValue.Bool(in.readByte() != 0);
            case 'b' -> new FieldValue.Int(tag, in.readByte());
            case 'B' -> new FieldValue.Int(tag, in.readUnsignedByte());
            case 's' -> new FieldValue.Int(tag, in.readShort());
            case 'u' -> new FieldValue.Int(tag, in.readUnsignedShort());
            case 'I' -> new FieldValue.Int(tag, in.readInt());
            case 'i' -> new FieldValue.Int(tag, in.readUnsignedInt());
            case 'l' -> new FieldValue.Int(tag, in.readLong());
            case 'f' -> new FieldValue.Float32(finite(in.readFloat()));
            case 'd' -> new FieldValue.Float64(finite(in.readDouble()));
            case 'D' -> new FieldValue.Decimal(in.readUnsignedByte(), in.readUnsignedInt());
            case 'S' -> FieldValue.Text.wrap(readOctets(in, end));
            case 'x' -> FieldValue.Bytes.wrap(readOctets(in, end));
            case 'T' -> new FieldValue.Timestamp(in.readLong());
            case 'A' -> readArray(in, depth + 1);
            case 'F' -> new FieldValue.Nested(readTable(in, depth + 1));
            case 'V' -> new FieldValue.Void();
            default -> throw malformed();
        };
        if (in.readerIndex() > end) {
            throw malformed();
        }
        return value;
    }

    /** Octets that a value of this tag has at least. */
    private static int width(char tag) throws SilentCloseException {
        return switch (tag) {
            case 'V' -> 0;
            case 't', 'b', 'B' -> 1;
            case 's', 'u' -> 2;
            case 'I', 'i', 'f', 'S', 'x', 'A', 'F' -> 4;
            case 'D' -> 5;
            case 'l', 'd', 'T' -> 8;
            default -> throw malformed();
        };
    }

    private static byte[] readOctets(ByteBuf in, int end) throws SilentCloseException {
        int length = in.readInt();
        need(in, end, length);
        byte[] octets = new byte[length];
        in.readBytes(octets);
        return octets;
    }

    private static int end(ByteBuf in, int depth) throws SilentCloseException {
        if (depth > MAX_DEPTH || in.readableBytes() < 4) {
            throw malformed();
        }
        int length = in.readInt();
        need(in, in.writerIndex(), length);
        return in.readerIndex() + length;
    }

    private static void need(ByteBuf in, int end, int octets) throws SilentCloseException {
        if (octets < 0 || octets > end - in.readerIndex()) {
            throw malformed();
        }
    }

    /** RabbitMQ knows no infinities and no NaN: its binary patterns do not match them. */
    private static double finite(double value) throws SilentCloseException {
        if (!Double.isFinite(value)) {
            throw malformed();
        }
        return value;
    }

    private static float finite(float value) throws SilentCloseException {
        if (!Float.isFinite(value)) {
            throw malformed();
        }
        return value;
    }

    private static SilentCloseException malformed() {
        return SilentCloseException.now("undecodable field table");
    }

    private static void writeValue(ByteBuf out, FieldValue value) {
        out.writeByte(value.tag());
        if (value instanceof FieldValue.Text text) {
            writeOctets(out, text.octets());
        } else if (value instanceof FieldValue.Int number) {
            writeInteger(out, number);
        } else if (value instanceof FieldValue.Bool bool) {
            out.writeBoolean(bool.value());
        } else if (value instanceof FieldValue.Nested nested) {
            write(out, nested.table());
        } else if (value instanceof FieldValue.Array array) {
            int at = out.writerIndex();
            out.writeInt(0);
            array.values().forEach(element -> writeValue(out, element));
            out.setInt(at, out.writerIndex() - at - 4);
        } else if (value instanceof FieldValue.Timestamp timestamp) {
            out.writeLong(timestamp.seconds());
        } else if (value instanceof FieldValue.Float32 number) {
            out.writeFloat(number.value());
        } else if (value instanceof FieldValue.Float64 number) {
            out.writeDouble(number.value());
        } else if (value instanceof FieldValue.Decimal decimal) {
            out.writeByte(decimal.scale());
            out.writeInt((int) decimal.unscaled());
        } else if (value instanceof FieldValue.Bytes bytes) {
            writeOctets(out, bytes.octets());
        }
    }

    private static void writeInteger(ByteBuf out, FieldValue.Int number) {
        switch (number.tag()) {
            case 'b', 'B' -> out.writeByte((int) number.value());
            case 's', 'u' -> out.writeShort((int) number.value());
            case 'I', 'i' -> out.writeInt((int) number.value());
            default -> out.writeLong(number.value());
        }
    }

    private static void writeOctets(ByteBuf out, byte[] octets) {
        out.writeInt(octets.length);
        out.writeBytes(octets);
    }
}
