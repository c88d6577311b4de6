package dev.touchstone.suite.cases.chan;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import org.junit.jupiter.api.Test;

/** {@code channel.flow} and {@code access.request}: what is left of them. */
@Conformance
class ChannelFlowCases {
    private static final int FLOOD = 4000;

    @Test
    @Rule("CHAN-11")
    void flowActiveIsAnsweredFlowOkActive(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        MethodFields ok = dialogue.call(1, flow(true), "channel.flow-ok");
        Expect.equal("active", true, ok.flag("active"));
        dialogue.barrier(1);
    }

    @Test
    @Rule("CHAN-11")
    void flowInactiveIs540(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        dialogue.probe().send(1, flow(false));
        MethodFields close = dialogue.expectConnectionClose(540);
        Dialogue.expectIds(close, 20, 20);
        lab.expectText("active=false", close.text("reply-text"));
    }

    @Test
    @Rule("CHAN-12")
    void aFloodIsNotAnsweredWithChannelFlow(Lab lab) throws Exception {
        String queue = lab.queue(lab.channel());
        Dialogue dialogue = lab.dialChannel();
        byte[] body = new byte[1000];
        for (int i = 0; i < FLOOD; i++) {
            dialogue.probe().publish(1, "", queue, body);
        }
        dialogue.call(1, new AMQP.Basic.Get.Builder().queue(queue).noAck().build(), "basic.get-ok");
        dialogue.expectContent(1);
        MethodFields purged =
                dialogue.call(1, new AMQP.Queue.Purge.Builder().queue(queue).build(), "queue.purge-ok");
        Expect.equal("the other messages", FLOOD - 1L, purged.number("message-count"));
    }

    @Test
    @Rule("CHAN-13")
    void accessRequestIsAnsweredWithTicketOne(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        AMQP.Access.Request request = new AMQP.Access.Request.Builder()
                .realm("/data")
                .passive()
                .active()
                .write()
                .read()
                .build();
        for (int i = 0; i < 2; i++) {
            Expect.equal(
                    "ticket", 1L, dialogue.call(1, request, "access.request-ok").number("ticket"));
        }
    }

    @Test
    @Rule("CHAN-13")
    void ticketsInOtherMethodsAreIgnored(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = lab.name("q");
        for (int ticket : new int[] {99, 0, 65535}) {
            AMQP.Queue.Declare declare =
                    new AMQP.Queue.Declare.Builder().ticket(ticket).queue(queue).build();
            Expect.equal(
                    "queue",
                    queue,
                    dialogue.call(1, declare, "queue.declare-ok").text("queue"));
        }
        AMQP.Basic.Get get =
                new AMQP.Basic.Get.Builder().ticket(99).queue(queue).build();
        dialogue.call(1, get, "basic.get-empty");
    }

    private static AMQP.Channel.Flow flow(boolean active) {
        return new AMQP.Channel.Flow.Builder().active(active).build();
    }
}
