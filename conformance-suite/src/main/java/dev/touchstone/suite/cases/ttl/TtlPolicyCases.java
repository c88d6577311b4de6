package dev.touchstone.suite.cases.ttl;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Capability;
import org.junit.jupiter.api.Test;

/** The policy keys {@code message-ttl} and {@code expires}. */
@Conformance
@Needs({Capability.MESSAGE_TTL, Capability.POLICIES})
class TtlPolicyCases {
    @Test
    @Rule("TTL-13")
    void aTtlByPolicyIsForMessagesThatArriveLaterAndOldOnesBlockThem(Lab lab) {
        QueueBench bench = QueueBench.withPolicies(lab);
        String queue = bench.queue("aged");
        bench.enter(queue, "old");
        bench.policy("aged", "message-ttl", 200);
        expectOldBlocksNew(lab, bench, queue);
    }

    @Test
    @Rule("TTL-13")
    void aLoweredTtlDoesNotShortenTheLifeOfWhatIsQueued(Lab lab) {
        QueueBench bench = QueueBench.withPolicies(lab);
        bench.policy("aged", "message-ttl", 60_000);
        String queue = bench.queue("aged");
        bench.enter(queue, "old");
        bench.policy("aged", "message-ttl", 200);
        expectOldBlocksNew(lab, bench, queue);
    }

    private static void expectOldBlocksNew(Lab lab, QueueBench bench, String queue) {
        RawChannel channel = bench.channel();
        bench.enter(queue, "new");
        Lifetime.begin(lab).pass(channel, 500);
        Expect.equal("messages half a second later", 2L, channel.depth(queue));
        Expect.equal("the head", "old", channel.get(queue).text());
        channel.expectEmpty(queue);
    }

    @Test
    @Rule("TTL-13")
    @Timed
    void aTtlByPolicyEndsMessagesInTimeAndGoesWithThePolicy(Lab lab) {
        QueueBench bench = QueueBench.withPolicies(lab);
        bench.policy("aged", "message-ttl", 200);
        String queue = bench.queue("aged");
        expectLife(lab, bench, queue);
        lab.admin().clearPolicy(bench.home().virtualHost(), "policy-aged");
        bench.enter(queue, "lasting");
        Lifetime.begin(lab).pass(bench.channel(), 500);
        Expect.equal("messages without a policy", 1L, bench.channel().depth(queue));
    }

    @Test
    @Rule("TTL-14")
    @Timed
    void theSmallerOfArgumentAndPolicyIsTheTtl(Lab lab) {
        QueueBench bench = QueueBench.withPolicies(lab);
        bench.policy("low", "message-ttl", 200);
        bench.policy("high", "message-ttl", 60_000);
        expectLife(lab, bench, bench.queue("low", "x-message-ttl", 60_000));
        expectLife(lab, bench, bench.queue("high", "x-message-ttl", 200));
    }

    private static void expectLife(Lab lab, QueueBench bench, String queue) {
        Lifetime life = Lifetime.begin(lab);
        bench.enter(queue, "short-lived");
        life.expectEnd(
                "a message with 200 ms to live", 200, () -> bench.channel().depth(queue) == 0);
        life.expectWithin("the end of a message with 200 ms to live", 1_500);
    }

    @Test
    @Rule("TTL-19")
    void aQueueExpiresByPolicy(Lab lab) {
        QueueBench bench = QueueBench.withPolicies(lab);
        String queue = bench.queue("leased");
        Lifetime life = Lifetime.begin(lab);
        bench.policy("leased", "expires", 500);
        life.expectEnd("a queue with a lease of 500 ms", 500, () -> Lifetime.isGone(bench.channel(), queue));
    }

    @Test
    @Rule("TTL-19")
    void theSmallerOfArgumentAndPolicyIsTheLease(Lab lab) {
        QueueBench bench = QueueBench.withPolicies(lab);
        bench.policy("low", "expires", 500);
        bench.policy("high", "expires", 60_000);
        Lifetime life = Lifetime.begin(lab);
        String byPolicy = bench.queue("low", "x-expires", 60_000);
        String byArgument = bench.queue("high", "x-expires", 500);
        life.expectEnd("a lease of 500 ms by policy", 500, () -> Lifetime.isGone(bench.channel(), byPolicy));
        life.expectEnd("a lease of 500 ms by argument", 500, () -> Lifetime.isGone(bench.channel(), byArgument));
    }
}
