package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Field tables survive the wire with types, values and order (FRAME-20, FRAME-21). */
class FieldTableProperties {
    @Property(tries = 300)
    boolean everyTableSurvivesARoundTrip(@ForAll("tables") FieldTable table) throws SilentCloseException {
        ByteBuf wire = Unpooled.buffer();
        FieldTableCodec.write(wire, table);

        FieldTable read = FieldTableCodec.read(wire);

        return read.equals(table) && !wire.isReadable();
    }

    @Property(tries = 300)
    boolean aTableCutAnywhereIsRefused(@ForAll("tables") FieldTable table, @ForAll int cut) {
        ByteBuf wire = Unpooled.buffer();
        FieldTableCodec.write(wire, table);
        int length = Math.floorMod(cut, wire.readableBytes());
        try {
            FieldTableCodec.read(wire.slice(0, length));
            return false;
        } catch (SilentCloseException e) {
            return true;
        }
    }

    @Provide
    Arbitrary<FieldTable> tables() {
        return tables(2);
    }

    private static Arbitrary<FieldTable> tables(int depth) {
        Arbitrary<String> names = Arbitraries.strings().alpha().ofMaxLength(20);
        Arbitrary<FieldTable.Entry> entries =
                Combinators.combine(names, values(depth)).as(FieldTable.Entry::new);
        return entries.list().ofMaxSize(6).map(FieldTable::of);
    }

    private static Arbitrary<FieldValue> values(int depth) {
        Arbitrary<FieldValue> flat = Arbitraries.oneOf(List.of(
                Arbitraries.of(true, false).map(FieldValue.Bool::new),
                integers('b', Byte.MIN_VALUE, Byte.MAX_VALUE),
                integers('B', 0, 255),
                integers('s', Short.MIN_VALUE, Short.MAX_VALUE),
                integers('u', 0, 65_535),
                integers('I', Integer.MIN_VALUE, Integer.MAX_VALUE),
                integers('i', 0, 4_294_967_295L),
                integers('l', Long.MIN_VALUE, Long.MAX_VALUE),
                Arbitraries.floats().map(FieldValue.Float32::new),
                Arbitraries.doubles().map(FieldValue.Float64::new),
                Combinators.combine(
                                Arbitraries.integers().between(0, 255),
                                Arbitraries.longs().between(0, 4_294_967_295L))
                        .as(FieldValue.Decimal::new),
                Arbitraries.strings().ofMaxLength(50).map(FieldValue.Text::of),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(50).map(FieldValue.Bytes::wrap),
                Arbitraries.longs().map(FieldValue.Timestamp::new),
                Arbitraries.just(new FieldValue.Void())));
        if (depth == 0) {
            return flat;
        }
        return Arbitraries.frequencyOf(
                Tuple.of(8, flat),
                Tuple.of(1, tables(depth - 1).map(FieldValue.Nested::new)),
                Tuple.of(1, values(depth - 1).list().ofMaxSize(4).map(FieldValue.Array::new)));
    }

    private static Arbitrary<FieldValue> integers(char tag, long least, long most) {
        return Arbitraries.longs().between(least, most).map(value -> new FieldValue.Int(tag, value));
    }
}
