package dev.touchstone.suite.cases.frame;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;

/** What several classes of this package say on the wire. */
final class Wire {
    private Wire() {}

    /** Declares a queue that is deleted with the case. */
    static String queue(Lab lab, Dialogue dialogue, int channel) {
        String queue = lab.name("q");
        dialogue.call(channel, declare(queue), "queue.declare-ok");
        return queue;
    }

    static AMQP.Queue.Declare declare(String queue) {
        return new AMQP.Queue.Declare.Builder().queue(queue).build();
    }

    static AMQP.Basic.Publish publishTo(String queue) {
        return new AMQP.Basic.Publish.Builder().routingKey(queue).build();
    }

    /** Gets with automatic acknowledgement; a finding if the queue is empty. */
    static Dialogue.Content get(Dialogue dialogue, int channel, String queue) {
        dialogue.call(channel, new AMQP.Basic.Get.Builder().queue(queue).noAck().build(), "basic.get-ok");
        return dialogue.expectContent(channel);
    }

    static void expectEmpty(Dialogue dialogue, int channel, String queue) {
        dialogue.call(channel, new AMQP.Basic.Get.Builder().queue(queue).noAck().build(), "basic.get-empty");
    }

    /** Expects a close of the connection with that code and, where texts count, that part in its text. */
    static MethodFields expectClose(Lab lab, Dialogue dialogue, int replyCode, String text) {
        MethodFields close = dialogue.expectConnectionClose(replyCode);
        lab.expectText(text, close.text("reply-text"));
        return close;
    }
}
