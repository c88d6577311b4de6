package dev.touchstone.suite.cases.ttl;

import dev.touchstone.suite.lab.Deaths;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Capability;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages expire at the head of a queue only; and what becomes of them in the hands of a consumer. */
@Conformance
@Needs(Capability.MESSAGE_TTL)
class HeadOfQueueCases {
    @Test
    @Rule("TTL-05")
    void anExpiredMessageBehindALastingOneIsCountedUntilItIsTheHead(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String queue = bench.queue("q");
        bench.enter(queue, "lasting");
        bench.enter(queue, Lifetime.expiration("100"), "expired");
        Lifetime.begin(lab).pass(channel, 500);
        Expect.equal("messages half a second later", 2L, channel.depth(queue));
        Expect.equal("the head", "lasting", channel.get(queue).text());
        channel.expectEmpty(queue);
        Expect.equal("messages when the head is taken", 0L, channel.depth(queue));
    }

    @Test
    @Rule("TTL-05")
    void anExpiredMessageBehindOneThatLivesLongerGoesWithIt(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String queue = bench.queue("q");
        Lifetime life = Lifetime.begin(lab);
        bench.enter(queue, Lifetime.expiration("900"), "longer");
        bench.enter(queue, Lifetime.expiration("100"), "shorter");
        life.expectEnd("any of two messages of which the head has 900 ms", 900, () -> channel.depth(queue) < 2);
        bench.awaitDepth(queue, 0);
    }

    /** The consumer holds the lasting message unsettled; that is enough to bring the short-lived one to the head. */
    @Test
    @Rule("TTL-05")
    @Needs(Capability.DEAD_LETTERING)
    void aConsumerThatTakesTheHeadLetsTheNextOneExpireInTime(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel consumer = bench.another();
        String box = bench.queue("box");
        String queue = bench.queue("q", "x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
        consumer.qos(1, false);
        consumer.consume(queue, "c");
        Lifetime life = Lifetime.begin(lab);
        bench.channel().publish(queue, "lasting").publish("", queue, Lifetime.expiration("200"), "short-lived");
        RawChannel.Message held = consumer.deliver();
        Expect.equal("what expires", "short-lived", bench.take(box).text());
        life.expectNotEarly("a message with 200 ms to live", 200);
        consumer.ack(held.tag(), false);
        consumer.quiet(queue);
        Expect.equal("the delivery", "lasting", held.text());
    }

    @Test
    @Rule("TTL-10")
    @Timed
    void aRequeuedMessageKeepsItsExpiry(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String queue = bench.queue("q", "x-message-ttl", 1_500);
        Lifetime life = Lifetime.begin(lab);
        RawChannel.Message held = bench.inHand(queue, Lifetime.expiration("60000"), "requeued");
        life.pass(channel, 900);
        Lifetime requeued = Lifetime.begin(lab);
        channel.nack(held.tag(), false, true);
        bench.awaitDepth(queue, 1);
        life.expectEnd("a message with 1500 ms to live", 1_500, () -> channel.depth(queue) == 0);
        requeued.expectWithin("the end of a message that was requeued with 600 ms left", 1_400);
    }

    @Test
    @Rule("TTL-11")
    @Needs(Capability.DEAD_LETTERING)
    void aMessageThatWaitsForItsAckDoesNotExpire(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String box = bench.queue("box");
        String queue =
                bench.queue("q", "x-message-ttl", 300, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
        channel.consume(queue, "c");
        channel.publish(queue, "acked").publish(queue, "requeued");
        List<RawChannel.Message> held = channel.deliver(2);
        Lifetime.begin(lab).pass(channel, 600);
        Expect.equal("letters while it is held", 0L, channel.depth(box));
        channel.ack(held.get(0).tag(), false);
        channel.cancel("c");
        channel.nack(held.get(1).tag(), false, true);
        channel.expectEmpty(queue);
        RawChannel.Message letter = bench.take(box);
        Expect.equal("the only letter", "requeued", letter.text());
        Expect.equal("deaths", List.of("1 expired " + queue), Deaths.summary(letter));
        Expect.equal("more letters", 0L, channel.depth(box));
    }
}
