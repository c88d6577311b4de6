package dev.touchstone.suite.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the data types of AMQP 0-9-1 with RabbitMQ's field tags, and keeps the tags (FRAME-20). */
public final class WireReader {
    private final ByteBuffer in;

    public WireReader(byte[] octets) {
        this(octets, 0);
    }

    public WireReader(byte[] octets, int from) {
        in = ByteBuffer.wrap(octets, Math.min(from, octets.length), Math.max(0, octets.length - from));
    }

    public int octet() {
        return need(1).get() & 0xFF;
    }

    public int shortInt() {
        return need(2).getShort() & 0xFFFF;
    }

    public long longInt() {
        return need(4).getInt() & 0xFFFFFFFFL;
    }

    public long longLong() {
        return need(8).getLong();
    }

    public String shortString() {
        return new String(octets(octet()), StandardCharsets.UTF_8);
    }

    public byte[] longString() {
        return octets(Math.toIntExact(longInt()));
    }

    public byte[] octets(int count) {
        byte[] octets = new byte[Math.min(count, in.remaining() + 1)];
        need(count).get(octets, 0, count);
        return octets;
    }

    public boolean atEnd() {
        return !in.hasRemaining();
    }

    /** A field table: its length in octets, then pairs of name and tagged value. */
    public WireTable table() {
        WireReader body = new WireReader(longString());
        return body.tableBody();
    }

    /** The pairs of a field table up to the end of this reader, as AMQPLAIN has them without a length. */
    public WireTable tableBody() {
        List<WireTable.Entry> entries = new ArrayList<>();
        while (!atEnd()) {
            String name = shortString();
            entries.add(new WireTable.Entry(name, fieldValue()));
        }
        return new WireTable(entries);
    }

    /** A tagged value. */
    public FieldValue fieldValue() {
        char tag = (char) octet();
        return new FieldValue(tag, untagged(tag));
    }

    private Object untagged(char tag) {
        return switch (tag) {
            case 't' -> octet() != 0;
            case 'b' -> (long) need(1).get();
            case 'B' -> (long) octet();
            case 's' -> (long) need(2).getShort();
            case 'u' -> (long) shortInt();
            case 'I' -> (long) need(4).getInt();
            case 'i' -> longInt();
            case 'l' -> longLong();
            case 'f' -> need(4).getFloat();
            case 'd' -> need(8).getDouble();
            case 'D' -> new FieldValue.Decimal(octet(), need(4).getInt());
            case 'S', 'x' -> new FieldValue.Octets(longString());
            case 'T' -> longLong();
            case 'F' -> table();
            case 'A' -> array();
            case 'V' -> FieldValue.VOID;
            default -> throw new MalformedWireData("unknown field tag '" + tag + "' (" + (int) tag + ")");
        };
    }

    private List<FieldValue> array() {
        WireReader body = new WireReader(longString());
        List<FieldValue> values = new ArrayList<>();
        while (!body.atEnd()) {
            values.add(body.fieldValue());
        }
        return List.copyOf(values);
    }

    private ByteBuffer need(int count) {
        if (count < 0 || in.remaining() < count) {
            throw new MalformedWireData(count + " more octets announced, " + in.remaining() + " there");
        }
        return in;
    }
}
