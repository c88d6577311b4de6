package dev.touchstone.suite.cases.hdr;

import static dev.touchstone.suite.cases.hdr.HeadersTable.table;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which values of headers are equal, and which values of {@code x-match} there are. */
@Conformance
class HeadersValueCases {
    @Test
    @Rule("HDR-07")
    void aVoidArgumentWantsTheHeaderWithAnyValue(Lab lab) throws Exception {
        Map<String, Object> present = table("x-match", "all", "a", null);
        HeadersTable headers = new HeadersTable(lab);
        for (Object value : Arrays.asList(5, "text", true, List.of(), table(), null)) {
            headers.match(present, table("a", value));
        }
        headers.noMatch(present, table("b", 5))
                .noMatch(present, table())
                .match(table("x-match", "any", "a", null, "b", 1), table("a", 5))
                .noMatch(table("x-match", "any", "a", null, "b", 1), table("c", 5))
                .noMatch(table("x-match", "all", "a", null, "b", 1), table("a", 5));
    }

    @Test
    @Rule("HDR-08")
    void aVoidHeaderIsNotEqualToAValue(Lab lab) throws Exception {
        new HeadersTable(lab)
                .noMatch(table("a", 1), table("a", null))
                .noMatch(table("x-match", "any", "a", 1), table("a", null))
                .noMatch(table("a", ""), table("a", null))
                .match(table("a", 1), table("a", 1));
    }

    @Test
    @Rule("HDR-09")
    void theWidthOfAnIntegerDoesNotMatter(Lab lab) throws Exception {
        HeadersTable headers = new HeadersTable(lab);
        List<Object> ones = List.of((byte) 1, (short) 1, 1, 1L);
        for (Object bound : ones) {
            for (Object sent : ones) {
                headers.match(table("a", bound), table("a", sent));
            }
        }
        headers.match(table("a", -2L), table("a", (byte) -2)).noMatch(table("a", 255), table("a", (byte) -1));
    }

    @Test
    @Rule("HDR-09")
    void aStringOrABooleanIsNoInteger(Lab lab) throws Exception {
        new HeadersTable(lab)
                .noMatch(table("a", 1), table("a", "1"))
                .noMatch(table("a", "1"), table("a", 1))
                .noMatch(table("a", 1), table("a", true))
                .noMatch(table("a", true), table("a", 1))
                .noMatch(table("a", "true"), table("a", true));
    }

    /** Two values and whether they are equal. */
    private record Pair(@Nullable Object bound, @Nullable Object sent, boolean equal) {}

    @Test
    @Rule("HDR-10")
    void valuesCompareByContentAndCase(Lab lab) throws Exception {
        HeadersTable headers = new HeadersTable(lab);
        for (Pair pair : List.of(
                new Pair("text", "text", true),
                new Pair("text", "Text", false),
                new Pair("\u00e9", "e\u0301", false),
                new Pair("", "", true),
                new Pair(true, true, true),
                new Pair(true, false, false),
                new Pair(1.5, 1.5, true),
                new Pair(1.5, 1.25, false),
                new Pair(List.of(1, "two", true), List.of(1, "two", true), true),
                new Pair(List.of(1, 2), List.of(2, 1), false),
                new Pair(List.of(1, 2), List.of(1), false),
                new Pair(List.of(), List.of(), true),
                new Pair(table("k", 1), table("k", 1), true),
                new Pair(table("k", 1), table("k", 2), false),
                new Pair(table("k", List.of(table("deep", "v"))), table("k", List.of(table("deep", "v"))), true))) {
            if (pair.equal()) {
                headers.match(table("a", pair.bound()), table("a", pair.sent()));
            } else {
                headers.noMatch(table("a", pair.bound()), table("a", pair.sent()));
            }
        }
    }

    @Test
    @Rule("HDR-10")
    void namesAreCaseSensitive(Lab lab) throws Exception {
        new HeadersTable(lab)
                .noMatch(table("Name", 1), table("name", 1))
                .match(table("Name", 1), table("name", 2, "Name", 1))
                .noMatch(table("name", 1), table("name ", 1));
    }

    @Test
    @Rule("HDR-11")
    void anIntegerEqualsADoubleAndATimestampOfTheSameValue(Lab lab) throws Exception {
        Date hundred = Date.from(Instant.ofEpochSecond(100));
        new HeadersTable(lab)
                .match(table("a", 1), table("a", 1.0))
                .match(table("a", 1.0), table("a", 1))
                .noMatch(table("a", 1), table("a", 1.5))
                .match(table("a", hundred), table("a", hundred))
                .match(table("a", hundred), table("a", 100L))
                .match(table("a", 100), table("a", hundred))
                .noMatch(table("a", hundred), table("a", Date.from(Instant.ofEpochSecond(101))));
    }

    @Test
    @Rule("HDR-11")
    void aLongStringEqualsAByteArrayOfTheSameOctets(Lab lab) throws Exception {
        byte[] octets = "text".getBytes(StandardCharsets.UTF_8);
        new HeadersTable(lab)
                .match(table("a", "text"), table("a", octets))
                .match(table("a", octets), table("a", "text"))
                .match(table("a", octets), table("a", octets))
                .noMatch(table("a", "Text"), table("a", octets));
    }

    @Test
    @Rule("HDR-12")
    void anotherValueOfXMatchIs406(Lab lab) throws Exception {
        for (String value : List.of("ALL", "Any", "none", "", "all ", "all-with-X")) {
            AMQP.Channel.Close close = bindRefused(lab, value);
            lab.expectText("Invalid x-match field value", close.getReplyText());
            lab.expectText(value, close.getReplyText());
            lab.expectText("expected all, any, all-with-x, or any-with-x", close.getReplyText());
        }
    }

    @Test
    @Rule("HDR-12")
    void anotherTypeOfXMatchIs406(Lab lab) throws Exception {
        for (Object value : Arrays.asList(1, true, null, List.of("all"))) {
            AMQP.Channel.Close close = bindRefused(lab, value);
            lab.expectText("Invalid x-match field type", close.getReplyText());
        }
    }

    /** The refused bind must also have no effect. */
    private static AMQP.Channel.Close bindRefused(Lab lab, @Nullable Object value) throws Exception {
        Channel setUp = lab.channel();
        String exchange = lab.exchange(setUp, "headers");
        String queue = lab.queue(setUp);
        Channel channel = lab.channel();
        AMQP.Channel.Close close = lab.expectChannelClose(
                channel, 406, 50, 20, () -> channel.queueBind(queue, exchange, "", table("x-match", value, "a", 1)));
        setUp.exchangeDelete(exchange, true);
        return close;
    }
}
