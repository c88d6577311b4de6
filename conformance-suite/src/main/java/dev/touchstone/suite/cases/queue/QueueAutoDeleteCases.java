package dev.touchstone.suite.cases.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Auto-delete queues: they go with their last consumer, and only with that. */
@Conformance
class QueueAutoDeleteCases {
    @Test
    @Rule("QUEUE-14")
    void cancellingTheLastConsumerDeletesTheQueueBeforeCancelOk(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = autoDelete(lab, channel);
        Inbox first = lab.consume(channel, queue, true);
        Inbox second = lab.consume(channel, queue, true);
        channel.basicCancel(first.tag());
        Expect.equal(
                "passive declare while one consumer is left",
                200,
                Refusals.codeOfQueue(channel.getConnection(), queue));
        channel.basicCancel(second.tag());
        Expect.equal(
                "passive declare right after the last cancel-ok",
                404,
                Refusals.codeOfQueue(channel.getConnection(), queue));
    }

    @Test
    @Rule("QUEUE-14")
    void messagesDoNotKeepTheQueueAlive(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = autoDelete(lab, channel);
        channel.basicQos(1);
        Inbox inbox = lab.consume(channel, queue, false);
        lab.publish(channel, "", queue, "unacknowledged");
        lab.publish(channel, "", queue, "ready");
        inbox.next();
        lab.awaitDepth(channel, queue, 1);
        channel.basicCancel(inbox.tag());
        Expect.equal(
                "passive declare after the last cancel-ok", 404, Refusals.codeOfQueue(channel.getConnection(), queue));
    }

    @Test
    @Rule("QUEUE-14")
    void theEndOfTheConsumersChannelDeletesTheQueue(Lab lab) throws Exception {
        Connection connection = lab.connect();
        Channel channel = lab.channel(connection);
        String queue = autoDelete(lab, lab.channel(connection));
        lab.consume(channel, queue, true);
        channel.close();
        lab.await("404 after the consumer's channel closed", () -> Refusals.codeOfQueue(connection, queue) == 404);
    }

    @Test
    @Rule("QUEUE-14")
    void theEndOfTheConsumersConnectionDeletesTheQueue(Lab lab) throws Exception {
        Connection witness = lab.connect();
        for (boolean politely : new boolean[] {true, false}) {
            String queue = autoDelete(lab, lab.channel(witness));
            Dialogue consumer = lab.dialChannel();
            consumer.call(
                    1, new AMQP.Basic.Consume.Builder().queue(queue).noAck(true).build(), "basic.consume-ok");
            if (politely) {
                consumer.call(
                        0, new AMQP.Connection.Close.Builder().replyCode(200).build(), "connection.close-ok");
            } else {
                consumer.probe().reset();
            }
            lab.await(
                    "404 after the consumer's connection " + (politely ? "closed" : "was lost"),
                    () -> Refusals.codeOfQueue(witness, queue) == 404);
        }
    }

    @Test
    @Rule("QUEUE-14")
    void aQueueThatNeverHadAConsumerStays(Lab lab) throws Exception {
        Channel declaring = lab.channel();
        String queue = autoDelete(lab, declaring);
        declaring.getConnection().close();
        Channel channel = lab.channel();
        lab.publish(channel, "", queue, "one");
        lab.awaitDepth(channel, queue, 1);
        Expect.equal("body", "one", lab.get(channel, queue));
        Expect.absent("message", channel.basicGet(queue, true));
        channel.close();
        Connection connection = channel.getConnection();
        Expect.equal("passive declare after gets only", 200, Refusals.codeOfQueue(connection, queue));
    }

    private static String autoDelete(Lab lab, Channel channel) throws IOException {
        return channel.queueDeclare(lab.name("auto"), false, false, true, Map.of())
                .getQueue();
    }
}
