package dev.touchstone.suite.cases.pub;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Generated field tables, every tag at every depth, through publish and get: what comes back has the same values and the same tags. */
@AddLifecycleHook(LabHook.class)
class FieldTableProperties {
    private static final int DEPTH = 3;

    @Property
    @Rule({"PUB-02", "FRAME-20", "FRAME-21"})
    void headersComeBackWithTheSameValuesAndTags(@ForAll("tables") WireTable headers, Lab lab) {
        Expect.equal("headers", sorted(headers), sorted(roundTrip(lab, headers)));
    }

    /** BCC must be taken out (CC-02): a broker that keeps the octets of headers has to decode and encode them here. */
    @Property
    @Rule({"CC-02", "FRAME-20", "FRAME-21"})
    void headersBesideBccComeBackWithTheSameValuesAndTags(@ForAll("tables") WireTable headers, Lab lab) {
        WireTable sent = headers.with("BCC", FieldValue.array(FieldValue.string(lab.name("nowhere"))));
        Expect.equal("headers without BCC", sorted(headers), sorted(roundTrip(lab, sent)));
    }

    private static WireTable roundTrip(Lab lab, WireTable headers) {
        String queue = lab.name("q");
        try (Dialogue dialogue = lab.dialChannel()) {
            dialogue.call(
                    1,
                    new AMQP.Queue.Declare.Builder()
                            .queue(queue)
                            .exclusive(true)
                            .build(),
                    "queue.declare-ok");
            RawContent.publish(dialogue, queue, Map.of("headers", headers), new byte[] {1});
            return RawContent.get(dialogue, queue).header().properties().headers();
        }
    }

    /** The order of names is not part of a table: RabbitMQ 4 sorts it. That of array elements is. */
    private static WireTable sorted(WireTable table) {
        return new WireTable(table.entries().stream()
                .map(entry -> new WireTable.Entry(entry.name(), sorted(entry.value())))
                .sorted(Comparator.comparing(WireTable.Entry::name))
                .toList());
    }

    private static FieldValue sorted(FieldValue field) {
        if (field.value() instanceof WireTable table) {
            return FieldValue.table(sorted(table));
        }
        if (field.value() instanceof List<?> values) {
            return new FieldValue(
                    'A',
                    values.stream().map(value -> sorted((FieldValue) value)).toList());
        }
        return field;
    }

    @Provide
    Arbitrary<WireTable> tables() {
        return table(DEPTH);
    }

    static Arbitrary<WireTable> table(int depth) {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(12),
                Arbitraries.strings().withChars("xé日. -_/").ofMinLength(1).ofMaxLength(20));
        return Arbitraries.maps(names.filter(name -> !name.equals("CC") && !name.equals("BCC")), value(depth))
                .ofMaxSize(6)
                .map(values -> new WireTable(values.entrySet().stream()
                        .map(entry -> new WireTable.Entry(entry.getKey(), entry.getValue()))
                        .toList()));
    }

    private static Arbitrary<FieldValue> value(int depth) {
        if (depth == 0) {
            return scalar();
        }
        Arbitrary<FieldValue> array = value(depth - 1).list().ofMaxSize(4).map(values -> new FieldValue('A', values));
        return Arbitraries.frequencyOf(
                Tuple.of(8, scalar()), Tuple.of(1, table(depth - 1).map(FieldValue::table)), Tuple.of(1, array));
    }

    private static Arbitrary<FieldValue> scalar() {
        Arbitrary<byte[]> octets = Arbitraries.bytes().array(byte[].class).ofMaxSize(100);
        return Arbitraries.oneOf(
                Arbitraries.of(true, false).map(value -> new FieldValue('t', value)),
                Arbitraries.oneOf(
                        integer('b', Byte.MIN_VALUE, Byte.MAX_VALUE),
                        integer('B', 0, 0xFF),
                        integer('s', Short.MIN_VALUE, Short.MAX_VALUE),
                        integer('u', 0, 0xFFFF),
                        integer('I', Integer.MIN_VALUE, Integer.MAX_VALUE),
                        integer('i', 0, 0xFFFF_FFFFL),
                        integer('l', Long.MIN_VALUE, Long.MAX_VALUE),
                        integer('T', 0, Long.MAX_VALUE)),
                Arbitraries.floats().map(value -> new FieldValue('f', value)),
                Arbitraries.doubles().map(value -> new FieldValue('d', value)),
                decimal(),
                Arbitraries.strings().ofMaxLength(60).map(FieldValue::string),
                octets.map(value -> new FieldValue('S', new FieldValue.Octets(value))),
                octets.map(value -> new FieldValue('x', new FieldValue.Octets(value))),
                Arbitraries.just(FieldValue.none()));
    }

    private static Arbitrary<FieldValue> integer(char tag, long lowest, long highest) {
        return Arbitraries.longs().between(lowest, highest).map(value -> new FieldValue(tag, value));
    }

    private static Arbitrary<FieldValue> decimal() {
        return Arbitraries.integers()
                .between(0, 255)
                .flatMap(scale -> Arbitraries.integers()
                        .map(unscaled -> new FieldValue('D', new FieldValue.Decimal(scale, unscaled))));
    }
}
