package dev.touchstone.suite.cases.hdr;

import static dev.touchstone.suite.cases.hdr.HeadersTable.table;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code x-match}: all, any, and what takes part. */
@Conformance
class HeadersMatchCases {
    @Test
    @Rule("HDR-01")
    void allWantsEveryArgumentAndIgnoresFurtherHeaders(Lab lab) throws Exception {
        Map<String, Object> all = table("x-match", "all", "a", 1, "b", "two");
        new HeadersTable(lab)
                .match(all, table("a", 1, "b", "two"))
                .match(all, table("a", 1, "b", "two", "c", "more", "x-match", "any"))
                .noMatch(all, table("a", 1))
                .noMatch(all, table("b", "two"))
                .noMatch(all, table("a", 2, "b", "two"))
                .noMatch(all, table("a", 1, "b", "three"))
                .noMatch(all, table());
    }

    @Test
    @Rule("HDR-02")
    void anyWantsAtLeastOneArgument(Lab lab) throws Exception {
        Map<String, Object> any = table("x-match", "any", "a", 1, "b", "two");
        new HeadersTable(lab)
                .match(any, table("a", 1, "b", "two"))
                .match(any, table("a", 1))
                .match(any, table("b", "two"))
                .match(any, table("a", 9, "b", "two", "c", 3))
                .noMatch(any, table("a", 2, "b", "three"))
                .noMatch(any, table("c", 1))
                .noMatch(any, table());
    }

    @Test
    @Rule("HDR-02")
    void anyDoesNotMatchAMessageWithoutHeaders(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String exchange = bench.exchange("headers");
        String any = bench.queue(exchange, "", table("x-match", "any", "a", 1));
        bench.expectReturn(exchange, "k");
        Expect.equal("messages", List.of(), bench.drain(any));
    }

    @Test
    @Rule("HDR-03")
    void withoutXMatchAllArgumentsAreWanted(Lab lab) throws Exception {
        Map<String, Object> absent = table("a", 1, "b", 2);
        new HeadersTable(lab)
                .match(absent, table("a", 1, "b", 2))
                .match(absent, table("a", 1, "b", 2, "c", 3))
                .noMatch(absent, table("a", 1))
                .noMatch(absent, table());
    }

    @Test
    @Rule("HDR-04")
    void argumentsThatStartWithXDashTakeNoPart(Lab lab) throws Exception {
        new HeadersTable(lab)
                .match(table("x-match", "all", "x-a", 1), table())
                .match(table("x-match", "all", "x-a", 1), table("x-a", 2))
                .match(table("x-match", "all", "x-a", 1, "b", 2), table("b", 2))
                .noMatch(table("x-match", "all", "x-a", 1, "b", 2), table("x-a", 1))
                .match(table("x-a", 1), table("c", 1))
                .noMatch(table("x-match", "any", "x-a", 1), table("x-a", 1))
                .noMatch(table("x-match", "any", "x-a", 1, "b", 2), table("x-a", 1))
                .match(table("x-match", "any", "x-a", 1, "b", 2), table("b", 2))
                .noMatch(table("x-match", "any", "b", 2), table("x-match", "any"))
                .noMatch(table("x-match", "all", "X-a", 1), table())
                .match(table("x-match", "all", "X-a", 1), table("X-a", 1));
    }

    @Test
    @Rule("HDR-05")
    void withXCountsTheXDashHeadersToo(Lab lab) throws Exception {
        new HeadersTable(lab)
                .match(table("x-match", "all-with-x", "x-a", 1), table("x-a", 1))
                .noMatch(table("x-match", "all-with-x", "x-a", 1), table())
                .noMatch(table("x-match", "all-with-x", "x-a", 1), table("x-a", 2))
                .noMatch(table("x-match", "all-with-x", "x-a", 1, "b", 2), table("b", 2))
                .match(table("x-match", "all-with-x", "x-a", 1, "b", 2), table("b", 2, "x-a", 1))
                .match(table("x-match", "any-with-x", "x-a", 1), table("x-a", 1))
                .noMatch(table("x-match", "any-with-x", "x-a", 1), table())
                .match(table("x-match", "any-with-x", "x-a", 1, "b", 2), table("b", 2));
    }

    @Test
    @Rule("HDR-05")
    void xMatchItselfNeverCounts(Lab lab) throws Exception {
        new HeadersTable(lab)
                .match(table("x-match", "all-with-x", "a", 1), table("a", 1))
                .match(table("x-match", "all-with-x"), table())
                .noMatch(table("x-match", "any-with-x"), table("x-match", "any-with-x"))
                .noMatch(table("x-match", "any-with-x", "a", 1), table("x-match", "any-with-x"));
    }

    @Test
    @Rule("HDR-06")
    void emptyArgumentsMatchEverythingUnderAllAndNothingUnderAny(Lab lab) throws Exception {
        HeadersTable headers = new HeadersTable(lab);
        for (Map<String, Object> message : List.of(table(), table("a", 1), table("x-match", "any"))) {
            headers.match(table(), message)
                    .match(table("x-match", "all"), message)
                    .noMatch(table("x-match", "any"), message);
        }
    }

    @Test
    @Rule("HDR-06")
    void emptyArgumentsMatchAMessageThatHasNoHeaderTable(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String exchange = bench.exchange("headers");
        String queue = bench.queue(exchange, "");
        bench.expectCopies(1, queue, exchange, "k");
    }

    @Test
    @Rule("HDR-13")
    void theRoutingKeyIsIgnored(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String exchange = bench.exchange("headers");
        String queue = bench.queue(exchange, "k", table("a", 1));
        bench.publish(exchange, "z", table("a", 1));
        bench.publish(exchange, "", table("a", 1));
        bench.publish(exchange, "k", table("a", 2));
        Expect.equal("keys that arrived", List.of("z", ""), bench.drain(queue));
    }
}
