package dev.touchstone.suite.cases.pubconfirm;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import org.junit.jupiter.api.Test;

/** {@code confirm.select}: when counting begins, and that a channel cannot have transactions too. */
@Conformance
class ConfirmSelectCases {
    private static final AMQP.Confirm.Select SELECT = new AMQP.Confirm.Select.Builder().build();
    private static final AMQP.Tx.Select TX_SELECT = new AMQP.Tx.Select.Builder().build();

    @Test
    @Rule("PUB-CONFIRM-01")
    void repeatedSelectIsAnsweredAndKeepsTheCounter(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.confirmSelect();
        channel.publish(queue, "one");
        Expect.equal("number of the first ack", 1L, nextAck(channel));
        channel.confirmSelect();
        channel.publish(queue, "two");
        Expect.equal("number of the ack after the second select", 2L, nextAck(channel));
    }

    @Test
    @Rule("PUB-CONFIRM-02")
    void publishesBeforeTheFirstSelectDoNotCount(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.publish(queue, "before").publish(queue, "before");
        channel.quiet(queue);
        channel.confirmSelect();
        channel.publish(queue, "first that counts");
        Expect.equal("number of the first ack", 1L, nextAck(channel));
        channel.quiet(queue);
        Expect.equal("messages in the queue", 3L, channel.depth(queue));
    }

    @Test
    @Rule("PUB-CONFIRM-02")
    void everyChannelCountsForItself(Lab lab) {
        RawChannel first = RawChannel.open(lab);
        String queue = first.declare(lab.name("q"));
        first.confirmSelect();
        first.publish(queue, "a").publish(queue, "b");
        first.answersTo(2);
        RawChannel second = first.another(2);
        second.confirmSelect();
        second.publish(queue, "c");
        Expect.equal("number of the first ack on the second channel", 1L, nextAck(second));
    }

    @Test
    @Rule("PUB-CONFIRM-03")
    void selectOnATransactionalChannelIs406(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        channel.call(TX_SELECT, "tx.select-ok");
        MethodFields close = channel.send(SELECT).expectChannelClose(406, 85, 10);
        lab.expectText("cannot switch from tx to confirm mode", close.text("reply-text"));
    }

    @Test
    @Rule("PUB-CONFIRM-03")
    void txSelectOnAConfirmingChannelIs406(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        channel.confirmSelect();
        MethodFields close = channel.send(TX_SELECT).expectChannelClose(406, 90, 10);
        lab.expectText("cannot switch from confirm to tx mode", close.text("reply-text"));
    }

    @Test
    @Rule("PUB-CONFIRM-14")
    void selectWithoutWaitIsNotAnsweredButCounts(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.send(new AMQP.Confirm.Select.Builder().nowait(true).build());
        channel.barrier();
        channel.publish(queue, "one");
        Expect.equal("number of the first ack", 1L, nextAck(channel));
    }

    private static long nextAck(RawChannel channel) {
        return channel.expect("basic.ack").number("delivery-tag");
    }
}
