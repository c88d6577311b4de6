package dev.touchstone.suite.cases.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code queue.declare} with passive set. */
@Conformance
class QueuePassiveDeclareCases {
    @Test
    @Rule("QUEUE-08")
    void passiveDeclareOfAMissingQueueIs404(Lab lab) {
        Channel channel = lab.channel();
        String missing = lab.name("missing");
        AMQP.Channel.Close close =
                lab.expectChannelClose(channel, 404, 50, 10, () -> channel.queueDeclarePassive(missing));
        lab.expectText("no queue '" + missing + "' in vhost", close.getReplyText());
    }

    @Test
    @Rule("QUEUE-08")
    void passiveDeclareOfAnExistingQueueGivesItsCounts(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel);
        lab.publish(channel, "", queue, "one");
        lab.awaitDepth(channel, queue, 1);
        AMQP.Queue.DeclareOk found = channel.queueDeclarePassive(queue);
        Expect.equal("message count", 1, found.getMessageCount());
        Expect.equal("consumer count", 0, found.getConsumerCount());
    }

    @Test
    @Rule("QUEUE-08")
    void passiveDeclareOfAnExistingQueueAsksForNothingElse(Lab lab) throws Exception {
        Dialogue dialogue = lab.dialChannel();
        String queue = lab.queue(lab.channel(), Map.of("x-queue-mode", "lazy"));
        for (Map<String, Object> arguments : List.<Map<String, Object>>of(
                Map.of(), Map.of("x-queue-mode", "default"), Map.of("x-message-ttl", -1, "x-max-length", "no"))) {
            AMQP.Queue.Declare declare = new AMQP.Queue.Declare.Builder()
                    .queue(queue)
                    .passive(true)
                    .durable(true)
                    .autoDelete(true)
                    .arguments(arguments)
                    .build();
            MethodFields found = dialogue.call(1, declare, "queue.declare-ok");
            Expect.equal("name", queue, found.text("queue"));
            Expect.equal("message count", 0L, found.number("message-count"));
        }
        AMQP.Queue.Declare exclusive = new AMQP.Queue.Declare.Builder()
                .queue(queue)
                .passive(true)
                .exclusive(true)
                .build();
        dialogue.call(1, exclusive, "queue.declare-ok");
    }
}
