package dev.touchstone.suite.cases.chan;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.Methods;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireWriter;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** {@code channel.close} by the client: what is gone when close-ok is there, and when the number may be used again. */
@Conformance
class ChannelCloseCases {
    static final AMQP.Channel.Close CLOSE =
            new AMQP.Channel.Close.Builder().replyCode(200).replyText("done").build();

    @Test
    @Rule("CHAN-08")
    void theNumberIsFreeAgainAfterCloseOk(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        for (int round = 0; round < 3; round++) {
            dialogue.call(1, CLOSE, "channel.close-ok");
            dialogue.openChannel(1);
            dialogue.barrier(1);
        }
    }

    @Test
    @Rule("CHAN-08")
    void theNumberIsFreeAgainAfterAnErrorAndCloseOk(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        dialogue.probe().send(1, passive(lab.name("missing")));
        dialogue.expectChannelClose(1, 404);
        dialogue.openChannel(1);
        dialogue.barrier(1);
    }

    @Test
    @Rule("CHAN-08")
    void anOpenBeforeCloseOkOfTheServerIs504(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        // One write, so that the broker reads the open before it can have answered the close.
        dialogue.probe().send(both(CLOSE, new AMQP.Channel.Open.Builder().build()));
        Dialogue.expectIds(dialogue.expectConnectionClose(504), 20, 10);
    }

    @Test
    @Rule("CHAN-09")
    void closeRemovesConsumersAndRequeuesBeforeCloseOk(Lab lab) throws Exception {
        Channel setUp = lab.channel();
        String queue = lab.queue(setUp);
        Dialogue dialogue = lab.dialChannel().openChannel(2);
        dialogue.probe().publish(1, "", queue, (byte) 'a').publish(1, "", queue, (byte) 'b');
        dialogue.call(1, new AMQP.Basic.Consume.Builder().queue(queue).build(), "basic.consume-ok");
        for (int i = 0; i < 2; i++) {
            dialogue.expect(1, "basic.deliver");
            dialogue.expectContent(1);
        }
        dialogue.call(1, CLOSE, "channel.close-ok");
        MethodFields counts = dialogue.call(2, passive(queue), "queue.declare-ok");
        Expect.equal(
                "messages and consumers after close-ok",
                "2 0",
                counts.number("message-count") + " " + counts.number("consumer-count"));
        for (String body : new String[] {"a", "b"}) {
            GetResponse again = Expect.present("a requeued message", setUp.basicGet(queue, true));
            Expect.equal("body in its old place", body, new String(again.getBody(), StandardCharsets.UTF_8));
            Expect.equal("redelivered", true, again.getEnvelope().isRedeliver());
        }
    }

    @Test
    @Rule("CHAN-09")
    void closeDropsAnUncommittedTransaction(Lab lab) throws Exception {
        Channel setUp = lab.channel();
        String queue = lab.queue(setUp);
        lab.publish(setUp, "", queue, "taken");
        lab.awaitDepth(setUp, queue, 1);
        Dialogue dialogue = lab.dialChannel().openChannel(2);
        dialogue.call(1, new AMQP.Tx.Select.Builder().build(), "tx.select-ok");
        // Consumed, not fetched: what basic.get took, RabbitMQ gives back some time after close-ok.
        dialogue.call(1, new AMQP.Basic.Consume.Builder().queue(queue).build(), "basic.consume-ok");
        MethodFields got = dialogue.expect(1, "basic.deliver");
        dialogue.expectContent(1);
        dialogue.probe()
                .send(
                        1,
                        new AMQP.Basic.Ack.Builder()
                                .deliveryTag(got.number("delivery-tag"))
                                .build());
        dialogue.probe().publish(1, "", queue, (byte) 'x');
        dialogue.call(1, CLOSE, "channel.close-ok");
        MethodFields counts = dialogue.call(2, passive(queue), "queue.declare-ok");
        Expect.equal("messages after close-ok: the ack and the publish undone", 1L, counts.number("message-count"));
        Expect.equal("the message that is left", "taken", lab.get(setUp, queue));
    }

    @Test
    @Rule("CHAN-14")
    void closeOkWithoutAPendingCloseIs503(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        dialogue.probe().send(1, new AMQP.Channel.CloseOk.Builder().build());
        Dialogue.expectIds(dialogue.expectConnectionClose(503), 20, 41);
    }

    static AMQP.Queue.Declare passive(String queue) {
        return new AMQP.Queue.Declare.Builder().queue(queue).passive().build();
    }

    /** Two methods on channel 1 as one piece of octets. */
    private static byte[] both(com.rabbitmq.client.Method first, com.rabbitmq.client.Method second) {
        return new WireWriter()
                .octets(WireWriter.frame(WireFrame.METHOD, 1, Methods.payload(first), WireFrame.END))
                .octets(WireWriter.frame(WireFrame.METHOD, 1, Methods.payload(second), WireFrame.END))
                .toByteArray();
    }
}
