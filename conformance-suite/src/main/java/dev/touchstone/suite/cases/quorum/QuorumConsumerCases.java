package dev.touchstone.suite.cases.quorum;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Consumers of quorum queues, and what streams refuse. */
@Conformance
class QuorumConsumerCases {
    @Test
    @Rule("QUORUM-14")
    @Needs(Capability.QUORUM_QUEUES)
    void getFromAQueueWithASingleActiveConsumerIs405(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = Quorum.queue(lab, channel, "x-single-active-consumer", true);
        Quorum.fill(lab, channel, queue, "m");
        Refusals.expect("basic.get", 405, "60.70", () -> channel.basicGet(queue, true));
    }

    @Test
    @Rule("QUORUM-15")
    @Needs(Capability.QUORUM_QUEUES)
    void theConsumerOfHigherPriorityIsServedFirst(Lab lab) throws Exception {
        Channel channel = lab.channel();
        channel.basicQos(2);
        String queue = Quorum.queue(lab, channel);
        Inbox low = lab.consume(channel, queue, false, Map.of("x-priority", 1));
        Inbox high = lab.consume(channel, queue, false, Map.of("x-priority", 5));
        Quorum.fill(lab, channel, queue, "m0", "m1", "m2", "m3");
        Expect.equal("bodies at the consumer of high priority", List.of("m0", "m1"), high.bodies(2));
        Expect.equal("bodies at the consumer of low priority", List.of("m2", "m3"), low.bodies(2));
    }

    @Test
    @Rule("QUORUM-15")
    @Needs(Capability.QUORUM_QUEUES)
    void onlyOneConsumerIsActiveAndTheNextTakesOver(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = Quorum.queue(lab, channel, "x-single-active-consumer", true);
        Inbox first = lab.consume(channel, queue, true);
        Inbox second = lab.consume(lab.channel(), queue, true);
        Quorum.fill(lab, channel, queue, "m0", "m1", "m2");
        Expect.equal("bodies at the active consumer", List.of("m0", "m1", "m2"), first.bodies(3));
        second.expectNothing();
        channel.basicCancel(first.tag());
        Quorum.fill(lab, channel, queue, "m3");
        Expect.equal("body at the next consumer", "m3", Inbox.text(second.next()));
        first.expectNothing();
    }

    @Test
    @Rule("QUORUM-17")
    @Needs(Capability.STREAMS)
    void aStreamHasNoGetAndNoPurge(Lab lab) {
        RawChannel getting = RawChannel.open(lab);
        String stream = stream(lab, getting);
        getting.send(new AMQP.Basic.Get.Builder().queue(stream).build());
        getting.expectConnectionClose(540, 60, 70);
        RawChannel purging = RawChannel.open(lab);
        purging.send(new AMQP.Queue.Purge.Builder().queue(stream).build());
        purging.expectConnectionClose(540, 50, 30);
    }

    @Test
    @Rule("QUORUM-17")
    @Needs(Capability.STREAMS)
    void aStreamIsConsumedWithAPrefetchOnly(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String stream = stream(lab, channel);
        channel.send(
                new AMQP.Basic.Consume.Builder().queue(stream).consumerTag("c").build());
        channel.expectChannelClose(406, 60, 20);
        channel.reopen();
        channel.qos(10, false);
        channel.consume(stream, "c", false, Map.of("x-stream-offset", "first"));
        RawChannel publisher = RawChannel.open(lab);
        publisher.confirmSelect();
        publisher.publish(stream, "m0");
        publisher.publish(stream, "m1");
        publisher.answersTo(2);
        Expect.equal("bodies", List.of("m0", "m1"), RawChannel.texts(channel.deliver(2)));
    }

    private static String stream(Lab lab, RawChannel channel) {
        return channel.declare(lab.name("stream"), true, Map.of("x-queue-type", "stream"));
    }
}
