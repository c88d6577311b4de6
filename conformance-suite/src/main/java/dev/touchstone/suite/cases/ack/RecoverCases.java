package dev.touchstone.suite.cases.ack;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code basic.recover} and {@code basic.recover-async}. */
@Conformance
class RecoverCases {
    @Test
    @Rule("ACK-09")
    void recoverDeliversTheUnacknowledgedAgainWithNewTags(Lab lab) {
        RawChannel channel = consumingTwo(lab);
        channel.send(new AMQP.Basic.Recover.Builder().requeue(true).build());
        channel.expect("basic.recover-ok");
        expectTwoAgain(channel);
    }

    @Test
    @Rule("ACK-09")
    void recoverGivesBackWhatWasGotAndLeavesOtherChannelsAlone(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        RawChannel other = channel.another(2);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, "a", "b", "c", "d");
        channel.get(queue, 3);
        other.get(queue);
        channel.ack(2, false);
        channel.call(new AMQP.Basic.Recover.Builder().requeue(true).build(), "basic.recover-ok");
        channel.quiet(queue);
        Expect.equal("ready messages", 2L, channel.depth(queue));
        List<RawChannel.Message> back = channel.get(queue, 2);
        Expect.equal("bodies in order", List.of("a", "c"), RawChannel.texts(back));
        Expect.equal(
                "redelivered", true, back.get(0).redelivered() && back.get(1).redelivered());
        Expect.equal("new tags", List.of(4L, 5L), tags(back));
        other.ack(1, false).barrier();
    }

    @Test
    @Rule("ACK-10")
    void recoverWithoutRequeueIs540(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        channel.send(new AMQP.Basic.Recover.Builder().requeue(false).build());
        MethodFields close = channel.expectConnectionClose(540, 60, 110);
        lab.expectText("requeue=false", close.text("reply-text"));
    }

    @Test
    @Rule("ACK-10")
    void recoverAsyncWithoutRequeueIs540(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        channel.dialogue().probe().sendMethod(channel.number(), 60, 100, (byte) 0);
        MethodFields close = channel.expectConnectionClose(540, 60, 100);
        lab.expectText("requeue=false", close.text("reply-text"));
    }

    @Test
    @Rule("ACK-11")
    void recoverAsyncActsLikeRecoverWithoutAReply(Lab lab) {
        RawChannel channel = consumingTwo(lab);
        channel.dialogue().probe().sendMethod(channel.number(), 60, 100, (byte) 1);
        expectTwoAgain(channel);
    }

    private static RawChannel consumingTwo(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.consume(queue, "c");
        channel.publish(queue, "a").publish(queue, "b");
        Expect.equal("first tags", List.of(1L, 2L), tags(channel.deliver(2)));
        return channel;
    }

    private static void expectTwoAgain(RawChannel channel) {
        List<RawChannel.Message> again = channel.deliver(2);
        Expect.equal("bodies in order", List.of("a", "b"), RawChannel.texts(again));
        Expect.equal("new tags", List.of(3L, 4L), tags(again));
        Expect.equal(
                "redelivered", true, again.get(0).redelivered() && again.get(1).redelivered());
        channel.barrier();
        channel.ack(4, true).barrier();
    }

    private static List<Long> tags(List<RawChannel.Message> messages) {
        return messages.stream().map(RawChannel.Message::tag).toList();
    }
}
