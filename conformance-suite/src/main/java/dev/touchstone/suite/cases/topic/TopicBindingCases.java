package dev.touchstone.suite.cases.topic;

import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several patterns on one topic exchange. */
@Conformance
class TopicBindingCases {
    @Test
    @Rule("TOPIC-09")
    void aQueueBoundBySeveralMatchingPatternsGetsOneCopy(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String exchange = bench.exchange("topic");
        String queue = bench.queue();
        for (String pattern : List.of("#", "a.*", "*.b", "a.b", "#.b", "a.#", "*.*", "#.#")) {
            bench.channel().queueBind(queue, exchange, pattern);
        }
        bench.expectCopies(1, queue, exchange, "a.b");
        bench.expectCopies(1, queue, exchange, "a.b.c");
    }

    @Test
    @Rule("TOPIC-10")
    void removingOnePatternLeavesTheOthersInForce(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        Channel channel = bench.channel();
        String exchange = bench.exchange("topic");
        String queue = bench.queue(exchange, "a.#");
        channel.queueBind(queue, exchange, "a.b.#");
        channel.queueUnbind(queue, exchange, "a.#");
        bench.publish(exchange, "a.b.c");
        bench.publish(exchange, "a.c");
        Expect.equal("keys that arrived by a.b.#", List.of("a.b.c"), bench.drain(queue));
    }

    @Test
    @Rule("TOPIC-10")
    void removingALongerPatternLeavesItsPrefixInForce(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        Channel channel = bench.channel();
        String exchange = bench.exchange("topic");
        String queue = bench.queue(exchange, "a.*");
        String other = bench.queue(exchange, "a.*.#");
        for (String pattern : List.of("a", "a.*.c", "a.*.c.#")) {
            channel.queueBind(queue, exchange, pattern);
        }
        channel.queueUnbind(queue, exchange, "a.*.c.#");
        channel.queueUnbind(queue, exchange, "a.*.c");
        channel.queueUnbind(queue, exchange, "a.*.never.bound");
        for (String key : List.of("a", "a.b", "a.b.c", "a.b.c.d")) {
            bench.publish(exchange, key);
        }
        Expect.equal("keys by a and a.*", List.of("a", "a.b"), bench.drain(queue));
        Expect.equal("keys by a.*.#", List.of("a.b", "a.b.c", "a.b.c.d"), bench.drain(other));
    }

    @Test
    @Rule("TOPIC-10")
    void removingAPatternOfOneQueueLeavesTheSamePatternOfAnother(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String exchange = bench.exchange("topic");
        String first = bench.queue(exchange, "a.#");
        String second = bench.queue(exchange, "a.#");
        bench.channel().queueUnbind(first, exchange, "a.#");
        bench.publish(exchange, "a.b");
        Expect.equal("keys of the unbound queue", List.of(), bench.drain(first));
        Expect.equal("keys of the bound queue", List.of("a.b"), bench.drain(second));
    }
}
