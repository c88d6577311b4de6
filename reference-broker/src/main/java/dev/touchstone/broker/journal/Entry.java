package dev.touchstone.broker.journal;

import dev.touchstone.broker.ledger.RecordFormat;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldTableCodec;
import dev.touchstone.broker.wire.SilentCloseException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** A record of a journal: its type and what it says. */
record Entry(int type, byte[] payload) {
    /** Octets in the file. */
    long octets() {
        return RecordFormat.RECORD_HEADER + 1L + payload.length;
    }

    /** Writes the fields of an entry, one after the other. */
    static final class Writer {
        private final ByteBuf out = Unpooled.buffer();

        /** Octets of UTF-8 after their number in 32 bits. */
        Writer text(String text) {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(octets.length).writeBytes(octets);
            return this;
        }

        Writer flag(boolean flag) {
            out.writeBoolean(flag);
            return this;
        }

        Writer number(long number) {
            out.writeLong(number);
            return this;
        }

        Writer table(FieldTable table) {
            FieldTableCodec.write(out, table);
            return this;
        }

        Entry entry(int type) {
            return new Entry(type, ByteBufUtil.getBytes(out));
        }
    }

    /** Reads the fields in the same order. What is not there becomes an {@link IndexOutOfBoundsException}. */
    static final class Reader {
        private final ByteBuf in;

        Reader(Entry entry) {
            in = Unpooled.wrappedBuffer(entry.payload());
        }

        String text() {
            return in.readCharSequence(in.readInt(), StandardCharsets.UTF_8).toString();
        }

        boolean flag() {
            return in.readBoolean();
        }

        long number() {
            return in.readLong();
        }

        FieldTable table() {
            try {
                return FieldTableCodec.read(in);
            } catch (SilentCloseException e) {
                throw new IndexOutOfBoundsException("no field table: " + e.getMessage());
            }
        }
    }
}
