package dev.touchstone.suite.cases.ttl;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Capability;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** {@code x-expires}: queues that go when nobody uses them. */
@Conformance
@Needs(Capability.MESSAGE_TTL)
class QueueExpiryCases {
    /** The publishes that ask whether the queue is there would hold it for ever if they renewed its lease. */
    @Test
    @Rule("TTL-16")
    void anUnusedQueueIsDeletedHoweverMuchIsPublishedToIt(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        Lifetime life = Lifetime.begin(lab);
        String queue = bench.queue("leased", "x-expires", 500);
        life.expectEnd("a queue with a lease of 500 ms", 500, () -> Lifetime.isGone(bench.channel(), queue));
        Expect.equal("passive declare of the queue", 404, Refusals.codeOfQueue(lab.connect(), queue));
    }

    @Test
    @Rule("TTL-16")
    @Timed
    void aDeclareRenewsTheLease(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        expectRenewal(lab, bench, queue -> bench.channel().declare(queue, false, Map.of("x-expires", 1_200)));
    }

    @Test
    @Rule("TTL-16")
    @Timed
    void aPassiveDeclareRenewsTheLease(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        expectRenewal(lab, bench, queue -> bench.channel().depth(queue));
    }

    @Test
    @Rule("TTL-16")
    @Timed
    void aGetRenewsTheLeaseEvenOfAnEmptyQueue(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        expectRenewal(lab, bench, queue -> bench.channel().expectEmpty(queue));
    }

    private static void expectRenewal(Lab lab, QueueBench bench, Consumer<String> renewal) {
        String queue = bench.queue("leased", "x-expires", 1_200);
        Lifetime.begin(lab).pass(bench.channel(), 700);
        Lifetime renewed = Lifetime.begin(lab);
        renewal.accept(queue);
        renewed.expectEnd(
                "a queue whose lease of 1200 ms was renewed", 1_200, () -> Lifetime.isGone(bench.channel(), queue));
    }

    @Test
    @Rule("TTL-17")
    void consumersHoldAQueueUntilTheLastOneIsCancelled(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel consumer = bench.another();
        String queue = bench.queue("leased", "x-expires", 600);
        consumer.consume(queue, "first");
        consumer.consume(queue, "last");
        Lifetime.begin(lab).pass(consumer, 900);
        consumer.cancel("first");
        Lifetime.begin(lab).pass(consumer, 900);
        Lifetime life = Lifetime.begin(lab);
        consumer.cancel("last");
        life.expectEnd(
                "a queue whose lease of 600 ms began anew when its last consumer went",
                600,
                () -> Lifetime.isGone(bench.channel(), queue));
    }

    @Test
    @Rule("TTL-17")
    void theEndOfAConnectionWithTheLastConsumerBeginsTheLease(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel consumer = bench.another();
        String queue = bench.queue("leased", "x-expires", 600);
        consumer.consume(queue, "c");
        Lifetime.begin(lab).pass(consumer, 900);
        Lifetime life = Lifetime.begin(lab);
        consumer.dialogue().closeConnection();
        life.expectEnd(
                "a queue whose lease of 600 ms began with the end of its consumer",
                600,
                () -> Lifetime.isGone(bench.channel(), queue));
    }

    @Test
    @Rule("TTL-18")
    @Needs(Capability.DEAD_LETTERING)
    void theMessagesOfAQueueThatExpiresAreNotDeadLettered(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String queue =
                bench.queue("leased", "x-expires", 400, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
        for (int i = 0; i < 3; i++) {
            bench.channel().publish(queue, "lost");
        }
        lab.await("the end of the queue", () -> Lifetime.isGone(bench.channel(), queue));
        Expect.equal("letters", 0L, bench.channel().depth(box));
    }
}
