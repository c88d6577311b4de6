package dev.touchstone.suite.cases.cons;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the bit redelivered says, and what is lost with a connection that acknowledges automatically. */
@Conformance
class RedeliveryCases {
    @Test
    @Rule("CONS-11")
    void theFirstDeliveryIsNotMarkedAsRedelivered(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, "got", "delivered");
        Expect.equal("redelivered of a first get", false, channel.get(queue).redelivered());
        channel.consume(queue, "c");
        Expect.equal("redelivered of a first delivery", false, channel.deliver().redelivered());
    }

    @Test
    @Rule("CONS-11")
    void aRequeuedMessageIsMarkedAsRedelivered(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.consume(queue, "c");
        channel.publish(queue, "again and again");
        channel.nack(channel.deliver().tag(), false, true);
        RawChannel.Message second = channel.deliver();
        Expect.equal("redelivered after a nack", true, second.redelivered());
        channel.reject(second.tag(), true);
        Expect.equal("redelivered after a reject", true, channel.deliver().redelivered());
        channel.close();
        channel.reopen();
        lab.await("the message is back", () -> channel.depth(queue) == 1);
        Expect.equal(
                "redelivered after the channel closed", true, channel.get(queue).redelivered());
    }

    @Test
    @Rule("CONS-11")
    void whatAConsumerNeverReadIsRedeliveredWhenItsConnectionIsLost(Lab lab) {
        RawChannel keeper = RawChannel.open(lab);
        String queue = keeper.declare(lab.name("q"));
        keeper.fill(lab, queue, "a", "b", "c");
        RawChannel lost = RawChannel.open(lab);
        lost.consume(queue, "c");
        lab.await("the consumer got all", () -> keeper.depth(queue) == 0);
        lost.dialogue().probe().reset();
        lab.await("all came back", () -> keeper.depth(queue) == 3);
        List<RawChannel.Message> back = keeper.get(queue, 3);
        Expect.equal("bodies in order", List.of("a", "b", "c"), RawChannel.texts(back));
        Expect.equal(
                "redelivered of each",
                List.of(true, true, true),
                back.stream().map(RawChannel.Message::redelivered).toList());
    }

    @Test
    @Rule("CONS-12")
    void whatWasSentToAnAutomaticConsumerIsLostWithItsConnection(Lab lab) {
        RawChannel keeper = RawChannel.open(lab);
        String queue = keeper.declare(lab.name("q"));
        RawChannel lost = RawChannel.open(lab);
        lost.consume(queue, "c", true, Map.of());
        for (int i = 0; i < 20; i++) {
            keeper.publish(queue, "m" + i);
        }
        lost.deliver();
        lab.await("nothing is left in the queue", () -> keeper.depth(queue) == 0);
        lost.dialogue().probe().reset();
        expectNoConsumer(lab, keeper, queue);
        Expect.equal("messages that came back", 0L, keeper.depth(queue));
    }

    @Test
    @Rule("CONS-12")
    void messagesOnTheirWayToAnAutomaticConsumerNeverComeBack(Lab lab) {
        RawChannel keeper = RawChannel.open(lab);
        String queue = keeper.declare(lab.name("q"));
        String large = "x".repeat(60_000);
        for (int i = 0; i < 200; i++) {
            keeper.publish(queue, large);
        }
        lab.await("200 messages", () -> keeper.depth(queue) == 200);
        RawChannel lost = RawChannel.open(lab);
        lost.consume(queue, "c", true, Map.of());
        lab.await("messages were taken out", () -> keeper.depth(queue) < 200);
        lost.dialogue().probe().reset();
        expectNoConsumer(lab, keeper, queue);
        long left = keeper.depth(queue);
        lab.remarks().note(left + " of 200 messages stayed in the queue");
        Expect.that(left < 200, "fewer than 200 messages", () -> left + " messages");
        if (left > 0) {
            // A broker that stops at a full socket keeps the rest; what it keeps, it never sent.
            Expect.equal(
                    "redelivered of what stayed", false, keeper.get(queue, true).redelivered());
        }
    }

    private static void expectNoConsumer(Lab lab, RawChannel channel, String queue) {
        lab.await("the consumer is gone", () -> consumers(channel, queue) == 0);
    }

    private static long consumers(RawChannel channel, String queue) {
        return channel.call(
                        new com.rabbitmq.client.AMQP.Queue.Declare.Builder()
                                .queue(queue)
                                .passive(true)
                                .build(),
                        "queue.declare-ok")
                .number("consumer-count");
    }
}
