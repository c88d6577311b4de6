package dev.touchstone.suite.cases.frame;

import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.FieldValue.Decimal;
import dev.touchstone.suite.probe.FieldValue.Octets;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.probe.WireWriter;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Field tables as headers of messages: what goes in comes out, tag by tag and octet by octet. */
@Conformance
class FieldTableCases {
    /** Every tag of RabbitMQ's set, with values at the edges that tell signed from unsigned and narrow from wide. */
    private static WireTable everyTag() {
        byte[] octets = {0, -1, -128, 127, 'x'};
        return WireTable.empty()
                .with("t-true", new FieldValue('t', true))
                .with("t-false", new FieldValue('t', false))
                .with("b", new FieldValue('b', -128L))
                .with("B", new FieldValue('B', 255L))
                .with("s", new FieldValue('s', -32768L))
                .with("u", new FieldValue('u', 65535L))
                .with("I", new FieldValue('I', -2147483648L))
                .with("i", new FieldValue('i', 4294967295L))
                .with("l", new FieldValue('l', Long.MIN_VALUE))
                .with("f", new FieldValue('f', 1.5f))
                .with("d", new FieldValue('d', -2.25e300))
                .with("D", new FieldValue('D', new Decimal(2, 314)))
                .with("S", FieldValue.string("grüße"))
                .with("A", FieldValue.array(new FieldValue('u', 40000L), FieldValue.string("in")))
                .with("T", new FieldValue('T', 1_700_000_000L))
                .with("F", FieldValue.table(WireTable.empty().with("in", FieldValue.int32(-1))))
                .with("V", FieldValue.none())
                .with("x", new FieldValue('x', new Octets(octets)));
    }

    @Test
    @Rule("FRAME-20")
    void everyFieldTypeSurvivesWithItsTagAndValue(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = Wire.queue(lab, dialogue, 1);
        for (WireTable.Entry entry : everyTag().entries()) {
            WireTable sent = new WireTable(List.of(entry));
            Expect.equal("header", sent, roundTrip(dialogue, queue, sent));
        }
    }

    @Test
    @Rule("FRAME-20")
    void manyHeadersKeepTheirOrder(Lab lab) {
        WireTable sent = everyTag();
        WireTable got = roundTrip(lab, sent);
        for (WireTable.Entry entry : sent.entries()) {
            Expect.equal(
                    "header " + entry.name(),
                    entry.value(),
                    got.get(entry.name()).orElse(FieldValue.none()));
        }
        Expect.equal("headers in order", names(sent), names(got));
    }

    private static List<String> names(WireTable table) {
        return table.entries().stream().map(WireTable.Entry::name).toList();
    }

    @Test
    @Rule("FRAME-21")
    void nestedArraysAndDecimalsSurvive(Lab lab) {
        FieldValue decimal = new FieldValue('D', new Decimal(255, -2147483648));
        FieldValue nested = FieldValue.array(
                FieldValue.array(decimal, new FieldValue('D', new Decimal(0, 2147483647))),
                FieldValue.array(),
                FieldValue.table(WireTable.empty().with("inner", FieldValue.array(FieldValue.string("deep"), decimal))),
                FieldValue.int64(-1));
        WireTable sent = WireTable.empty().with("nested", nested).with("after", FieldValue.bool(true));
        Expect.equal("headers", sent, roundTrip(lab, sent));
    }

    @Test
    @Rule("FRAME-21")
    void theLengthOfAnArrayCountsOctetsInThirtyTwoBits(Lab lab) {
        // 10 000 elements in 90 000 octets: neither a count of elements nor a length of sixteen bits would lead to what
        // follows.
        FieldValue long64 = FieldValue.int64(0x0102030405060708L);
        FieldValue wide = new FieldValue('A', Collections.nCopies(10_000, long64));
        WireTable sent = WireTable.empty().with("wide", wide).with("after", FieldValue.string("here"));
        Expect.equal("headers", sent, roundTrip(lab, sent));
    }

    private static WireTable roundTrip(Lab lab, WireTable headers) {
        Dialogue dialogue = lab.dialChannel();
        return roundTrip(dialogue, Wire.queue(lab, dialogue, 1), headers);
    }

    /** Publishes with these headers, gets, and returns the headers as they came back. */
    private static WireTable roundTrip(Dialogue dialogue, String queue, WireTable headers) {
        byte[] header = new WireWriter()
                .shortInt(60)
                .shortInt(0)
                .longLong(0)
                .shortInt(1 << 13)
                .table(headers)
                .toByteArray();
        dialogue.probe().send(1, Wire.publishTo(queue)).sendFrame(WireFrame.HEADER, 1, header);
        WireFrame got = Wire.get(dialogue, 1, queue).header();
        return got.properties().headers();
    }
}
