package dev.touchstone.suite.cases.exch;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Routing by the direct and the fanout exchange. */
@Conformance
class DirectAndFanoutCases {
    @Test
    @Rule("EXCH-DIRECT-01")
    void directRoutesByTheExactKey(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String exchange = bench.exchange("direct");
        String queue = bench.queue(exchange, "Key");
        for (String key : List.of("key", "Key.", "Ke", "KEY", " Key", "*", "#", "", "Key")) {
            bench.publish(exchange, key);
        }
        Expect.equal("keys that arrived", List.of("Key"), bench.drain(queue));
    }

    @Test
    @Rule("EXCH-DIRECT-01")
    void directComparesOctetsAndKnowsNoWildcards(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String exchange = bench.exchange("direct");
        // The second letter is one character in the first key and a letter with a combining accent in the second.
        String composed = "\u00e9";
        String decomposed = "e\u0301";
        String accented = bench.queue(exchange, composed);
        String pattern = bench.queue(exchange, "a.*");
        bench.publish(exchange, decomposed);
        bench.publish(exchange, composed);
        bench.publish(exchange, "a.b");
        bench.publish(exchange, "a.*");
        Expect.equal("keys for " + composed, List.of(composed), bench.drain(accented));
        Expect.equal("keys for a.*", List.of("a.*"), bench.drain(pattern));
    }

    @Test
    @Rule("EXCH-DIRECT-01")
    void theEmptyKeyIsAKeyOfADirectExchange(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String exchange = bench.exchange("direct");
        String queue = bench.queue(exchange, "");
        bench.expectReturn(exchange, "k");
        bench.publish(exchange, "");
        Expect.equal("keys that arrived", List.of(""), bench.drain(queue));
    }

    @Test
    @Rule("EXCH-DIRECT-02")
    void directGivesEachQueueOfAKeyOneCopy(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String exchange = bench.exchange("direct");
        List<String> queues =
                List.of(bench.queue(exchange, "k"), bench.queue(exchange, "k"), bench.queue(exchange, "k"));
        String other = bench.queue(exchange, "other");
        bench.channel().queueBind(queues.get(0), exchange, "second");
        bench.publish(exchange, "k");
        for (String queue : queues) {
            Expect.equal("keys that arrived", List.of("k"), bench.drain(queue));
        }
        Expect.equal("keys of the queue with another key", List.of(), bench.drain(other));
    }

    @Test
    @Rule("EXCH-FANOUT-01")
    void fanoutGivesEveryQueueOneCopyWhateverKeyAndArguments(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String exchange = bench.exchange("fanout");
        String first = bench.queue(exchange, "abc");
        String second = bench.queue(exchange, "", Map.of("x-match", "all", "a", 1));
        bench.channel().queueBind(first, exchange, "a second binding of the first queue");
        for (String key : List.of("zzz", "abc", "")) {
            bench.publish(exchange, key);
        }
        Expect.equal("keys in the first queue", List.of("zzz", "abc", ""), bench.drain(first));
        Expect.equal("keys in the second queue", List.of("zzz", "abc", ""), bench.drain(second));
    }

    @Test
    @Rule("EXCH-FANOUT-02")
    void fanoutWithoutBindingsReturnsAMandatoryMessage(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String exchange = bench.exchange("fanout");
        bench.expectReturn(exchange, "k");
        String queue = bench.queue(exchange, "");
        bench.expectCopies(1, queue, exchange, "k");
        bench.channel().queueUnbind(queue, exchange, "");
        bench.expectReturn(exchange, "k");
    }
}
