package dev.touchstone.suite.cases.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
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
}
