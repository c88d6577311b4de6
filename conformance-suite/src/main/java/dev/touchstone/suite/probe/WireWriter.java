package dev.touchstone.suite.probe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the data types of AMQP 0-9-1. It checks nothing: cases use it to write what is wrong on purpose. */
public final class WireWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public WireWriter octet(int value) {
        out.write(value);
        return this;
    }

    public WireWriter shortInt(int value) {
        return octet(value >>> 8).octet(value);
    }

    public WireWriter longInt(long value) {
        return octets(ByteBuffer.allocate(4).putInt((int) value).array());
    }

    public WireWriter longLong(long value) {
        return octets(ByteBuffer.allocate(8).putLong(value).array());
    }

    public WireWriter octets(byte[] octets) {
        out.write(octets, 0, octets.length);
        return this;
    }

    /** A string of at most 255 octets; a longer one is cut in its length only, as a broken peer would. */
    public WireWriter shortString(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return octet(octets.length).octets(octets);
    }

    public WireWriter longString(byte[] octets) {
        return longInt(octets.length).octets(octets);
    }

    public WireWriter longString(String text) {
        return longString(text.getBytes(StandardCharsets.UTF_8));
    }

    public WireWriter table(WireTable table) {
        return longString(new WireWriter().tableBody(table).toByteArray());
    }

    /** The pairs of a table without its length, as AMQPLAIN wants them. */
    public WireWriter tableBody(WireTable table) {
        for (WireTable.Entry entry : table.entries()) {
            shortString(entry.name()).fieldValue(entry.value());
        }
        return this;
    }

    public WireWriter fieldValue(FieldValue field) {
        octet(field.tag());
        Object value = field.value();
        if (value instanceof Boolean bool) {
            return octet(bool ? 1 : 0);
        } else if (value instanceof Long number) {
            return integer(field.tag(), number);
        } else if (value instanceof Float number) {
            return longInt(Float.floatToRawIntBits(number));
        } else if (value instanceof Double number) {
            return longLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof FieldValue.Decimal decimal) {
            return octet(decimal.scale()).longInt(decimal.unscaled());
        } else if (value instanceof FieldValue.Octets octets) {
            return longString(octets.bytes());
        } else if (value instanceof WireTable table) {
            return table(table);
        } else if (value instanceof List<?> list) {
            return array(list);
        }
        return this;
    }

    private WireWriter integer(char tag, long value) {
        return switch (tag) {
            case 'b', 'B' -> octet((int) value);
            case 's', 'u' -> shortInt((int) value);
            case 'I', 'i' -> longInt(value);
            default -> longLong(value);
        };
    }

    private WireWriter array(List<?> values) {
        WireWriter body = new WireWriter();
        for (Object value : values) {
            body.fieldValue((FieldValue) value);
        }
        return longString(body.toByteArray());
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }

    /** A whole frame around a payload, with the frame-end octet given. */
    public static byte[] frame(int type, int channel, byte[] payload, int end) {
        return new WireWriter()
                .octet(type)
                .shortInt(channel)
                .longString(payload)
                .octet(end)
                .toByteArray();
    }
}
