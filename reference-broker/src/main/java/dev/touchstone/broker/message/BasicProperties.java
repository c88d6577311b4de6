package dev.touchstone.broker.message;

import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldTableCodec;
import dev.touchstone.broker.wire.ShortString;
import dev.touchstone.broker.wire.SilentCloseException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The decoded properties of a message, immutable. Short strings are {@link String}, octets {@link Integer}, the timestamp {@link Long} (seconds),
 * headers {@link FieldTable}; an absent property is null.
 */
public final class BasicProperties {
    /** No property at all. */
    public static final BasicProperties NONE = new BasicProperties(new @Nullable Object[Property.ALL.length]);

    private final @Nullable Object[] values;

    private BasicProperties(@Nullable Object[] values) {
        this.values = values;
    }

    /** Reads flags and values; a table that cannot be read or a value cut short is a {@link SilentCloseException} that the caller turns into 541. */
    public static BasicProperties decode(ByteBuf in) throws SilentCloseException {
        int flags = in.readUnsignedShort();
        @Nullable Object[] values = new @Nullable Object[Property.ALL.length];
        try {
            for (Property property : Property.ALL) {
                if ((flags & property.flag()) != 0) {
                    values[property.ordinal()] = read(in, property);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw SilentCloseException.now("truncated content header");
        }
        return new BasicProperties(values);
    }

    private static Object read(ByteBuf in, Property property) throws SilentCloseException {
        return switch (property.kind()) {
            case SHORT_STRING ->
                in.readCharSequence(in.readUnsignedByte(), StandardCharsets.UTF_8)
                        .toString();
            case TABLE -> FieldTableCodec.read(in);
            case OCTET -> (int) in.readUnsignedByte();
            case LONG -> in.readLong();
        };
    }

    /** Writes flags and values. */
    public void encode(ByteBuf out) {
        int flags = 0;
        for (Property property : Property.ALL) {
            flags |= values[property.ordinal()] == null ? 0 : property.flag();
        }
        out.writeShort(flags);
        for (Property property : Property.ALL) {
            Object value = values[property.ordinal()];
            if (value instanceof String text) {
                ShortString.write(out, text);
            } else if (value instanceof FieldTable table) {
                FieldTableCodec.write(out, table);
            } else if (value instanceof Integer octet) {
                out.writeByte(octet);
            } else if (value instanceof Long seconds) {
                out.writeLong(seconds);
            }
        }
    }

    /** These properties with one replaced; null removes it. The value has the type that the class comment names. */
    public BasicProperties with(Property property, @Nullable Object value) {
        @Nullable Object[] copy = values.clone();
        copy[property.ordinal()] = value;
        return new BasicProperties(copy);
    }

    /** The value of a property, or null. */
    public @Nullable Object get(Property property) {
        return values[property.ordinal()];
    }

    /** The value of a property that is a short string, or null. */
    public @Nullable String text(Property property) {
        return values[property.ordinal()] instanceof String text ? text : null;
    }

    /** The headers, empty if there are none. */
    public FieldTable headers() {
        return values[Property.HEADERS.ordinal()] instanceof FieldTable table ? table : FieldTable.EMPTY;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BasicProperties that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
