package dev.touchstone.suite.cases.cons;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import org.junit.jupiter.api.Test;

/** {@code basic.cancel} from either side. */
@Conformance
class CancelCases {
    @Test
    @Rule("CONS-08")
    void afterCancelOkNothingIsDeliveredAndTheUnacknowledgedCanStillBeAcked(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.consume(queue, "c");
        channel.publish(queue, "in hand").publish(queue, "in hand too");
        channel.deliver(2);
        MethodFields ok =
                channel.call(new AMQP.Basic.Cancel.Builder().consumerTag("c").build(), "basic.cancel-ok");
        Expect.equal("consumer tag of cancel-ok", "c", ok.text("consumer-tag"));
        channel.fill(lab, queue, "later");
        channel.quiet(queue);
        channel.ack(1, false);
        channel.quiet(queue);
        channel.close();
        channel.reopen();
        lab.await("the one that was not acked is back", () -> channel.depth(queue) == 2);
        RawChannel.Message back = channel.get(queue);
        Expect.equal("body of the one that was not acked", "in hand too", back.text());
        Expect.equal("redelivered", true, back.redelivered());
    }

    @Test
    @Rule("CONS-08")
    void cancellingAnUnknownTagIsAnswered(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        MethodFields ok = channel.call(
                new AMQP.Basic.Cancel.Builder().consumerTag("nobody").build(), "basic.cancel-ok");
        Expect.equal("consumer tag of cancel-ok", "nobody", ok.text("consumer-tag"));
        channel.barrier();
    }

    @Test
    @Rule("CONS-08")
    void cancelWithoutWaitIsNotAnswered(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.consume(queue, "c");
        channel.send(
                new AMQP.Basic.Cancel.Builder().consumerTag("c").nowait(true).build());
        channel.barrier();
        channel.fill(lab, queue, "kept");
        channel.quiet(queue);
    }

    @Test
    @Rule("CONS-09")
    void deletingTheQueueCancelsAConsumerThatAskedToBeTold(Lab lab) {
        RawChannel consumer = RawChannel.open(lab);
        RawChannel other = RawChannel.open(lab);
        String queue = other.declare(lab.name("q"));
        consumer.consume(queue, "told");
        other.deleteQueue(queue);
        MethodFields cancel = consumer.expect("basic.cancel");
        Expect.equal("consumer tag", "told", cancel.text("consumer-tag"));
        Expect.equal("no-wait", true, cancel.flag("no-wait"));
        consumer.barrier();
    }

    @Test
    @Rule("CONS-09")
    void withoutTheCapabilityTheDeletedQueueIsNotMentioned(Lab lab) {
        Handshake silent = lab.handshake().withProperties(Handshake.properties("basic.nack", "publisher_confirms"));
        RawChannel consumer = new RawChannel(lab.dial().open(silent).openChannel(1), 1);
        RawChannel witness = RawChannel.open(lab);
        String queue = witness.declare(lab.name("q"));
        witness.consume(queue, "told");
        consumer.consume(queue, "not told");
        RawChannel.open(lab).deleteQueue(queue);
        witness.expect("basic.cancel");
        consumer.barrier();
        consumer.barrier();
    }
}
