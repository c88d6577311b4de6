package dev.touchstone.suite.cases.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import org.junit.jupiter.api.Test;

/** {@code queue.delete}. */
@Conformance
class QueueDeleteCases {
    @Test
    @Rule("QUEUE-15")
    void deleteOkCountsTheReadyMessagesDropped(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel);
        for (int i = 0; i < 3; i++) {
            lab.publish(channel, "", queue, "m" + i);
        }
        lab.awaitDepth(channel, queue, 3);
        Expect.present("a message", channel.basicGet(queue, false));
        Expect.equal(
                "messages dropped, one more being unacknowledged",
                2,
                channel.queueDelete(queue).getMessageCount());
        Expect.equal("passive declare", 404, Refusals.codeOfQueue(channel.getConnection(), queue));
    }

    @Test
    @Rule("QUEUE-15")
    void deleteOfAMissingQueueIsDeleteOkWithZero(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String missing = lab.name("missing");
        Expect.equal("messages dropped", 0, channel.queueDelete(missing).getMessageCount());
        Expect.equal(
                "messages dropped, both conditions asked",
                0,
                channel.queueDelete(missing, true, true).getMessageCount());
    }

    @Test
    @Rule("QUEUE-16")
    void deleteIfEmptyOfAQueueWithAReadyMessageIs406(Lab lab) throws Exception {
        Connection connection = lab.connect();
        Channel channel = lab.channel(connection);
        String queue = lab.queue(channel);
        lab.publish(channel, "", queue, "ready");
        lab.awaitDepth(channel, queue, 1);
        AMQP.Channel.Close close =
                Refusals.expect("delete(if-empty)", 406, "50.40", () -> channel.queueDelete(queue, false, true));
        lab.expectText("not empty", close.getReplyText());
        Expect.equal("messages left", 1, lab.depth(lab.channel(connection), queue));
    }

    @Test
    @Rule("QUEUE-16")
    void unacknowledgedMessagesDoNotHinderDeleteIfEmpty(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel);
        lab.publish(channel, "", queue, "unacknowledged");
        lab.awaitDepth(channel, queue, 1);
        Expect.present("a message", channel.basicGet(queue, false));
        Expect.equal(
                "messages dropped", 0, channel.queueDelete(queue, false, true).getMessageCount());
        Expect.equal("passive declare", 404, Refusals.codeOfQueue(channel.getConnection(), queue));
    }

    @Test
    @Rule("QUEUE-16")
    void deleteIfUnusedOfAQueueWithAConsumerIs406(Lab lab) throws Exception {
        Connection connection = lab.connect();
        Channel consuming = lab.channel(connection);
        Channel channel = lab.channel(connection);
        String queue = lab.queue(consuming);
        Inbox inbox = lab.consume(consuming, queue, true);
        AMQP.Channel.Close close =
                Refusals.expect("delete(if-unused)", 406, "50.40", () -> channel.queueDelete(queue, true, false));
        lab.expectText("in use", close.getReplyText());
        lab.publish(consuming, "", queue, "still consumed");
        Expect.equal("body", "still consumed", Inbox.text(inbox.next()));
        consuming.basicCancel(inbox.tag());
        consuming.queueDelete(queue, true, false);
        Expect.equal("passive declare once unused", 404, Refusals.codeOfQueue(connection, queue));
    }
}
