package dev.touchstone.suite.cases.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An empty queue name stands for the queue that this channel declared last. */
@Conformance
class QueueLastDeclaredCases {
    @Test
    @Rule("QUEUE-04")
    void anEmptyNameMeansTheQueueDeclaredLast(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        String earlier = lab.queue(channel);
        String last = lab.queue(channel);
        channel.queueBind("", exchange, "k");
        lab.publishConfirmed(channel, exchange, "k", "bound");
        Expect.equal("messages in the queue declared last", 1, lab.depth(channel, last));
        Expect.equal("messages in the queue declared earlier", 0, lab.depth(channel, earlier));
        channel.queueDeclarePassive(last);
        Expect.equal("body by basic.get", "bound", lab.get(channel, ""));
        lab.publish(channel, "", last, "to purge");
        lab.awaitDepth(channel, last, 1);
        Expect.equal("purged", 1, channel.queuePurge("").getMessageCount());
        channel.queueUnbind("", exchange, "k");
        lab.publishConfirmed(channel, exchange, "k", "nowhere");
        Expect.equal("messages after unbind", 0, lab.depth(channel, last));
        channel.queueDelete("");
        Connection connection = channel.getConnection();
        Expect.equal("passive declare of the deleted queue", 404, Refusals.codeOfQueue(connection, last));
        Expect.equal("passive declare of the other queue", 200, Refusals.codeOfQueue(connection, earlier));
    }

    @Test
    @Rule("QUEUE-04")
    void consumeWithAnEmptyNameMeansTheQueueDeclaredLast(Lab lab) throws Exception {
        Channel channel = lab.channel();
        lab.queue(channel);
        String last = lab.queue(channel);
        Inbox inbox = lab.consume(channel, "", true);
        lab.publish(channel, "", last, "to the last one");
        Expect.equal("body", "to the last one", Inbox.text(inbox.next()));
    }

    @Test
    @Rule("QUEUE-04")
    void bindWithAnEmptyNameAndAnEmptyKeyBindsWithTheQueueNameAsKey(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        String queue = lab.queue(channel);
        channel.queueBind("", exchange, "");
        lab.publishConfirmed(channel, exchange, "", "by the empty key");
        lab.publish(channel, exchange, queue, "by the name");
        lab.awaitDepth(channel, queue, 1);
        Expect.equal("body", "by the name", lab.get(channel, queue));
    }

    @Test
    @Rule("QUEUE-04")
    void anotherChannelsDeclareDoesNotCount(Lab lab) throws Exception {
        Connection connection = lab.connect();
        lab.queue(lab.channel(connection));
        Channel fresh = lab.channel(connection);
        Refusals.expect(
                "basic.get '' on a channel that declared nothing", 404, "60.70", () -> fresh.basicGet("", true));
    }

    @Test
    @Rule("QUEUE-04")
    void withoutADeclareAnEmptyNameIs404(Lab lab) throws Exception {
        Connection connection = lab.connect();
        String exchange = lab.exchange(lab.channel(connection), "direct");
        refused(lab, connection, "queue.bind", "50.20", channel -> channel.queueBind("", exchange, "k"));
        refused(
                lab,
                connection,
                "queue.bind with an empty key",
                "50.20",
                channel -> channel.queueBind("", exchange, ""));
        refused(lab, connection, "queue.unbind", "50.50", channel -> channel.queueUnbind("", exchange, "k"));
        refused(lab, connection, "basic.get", "60.70", channel -> channel.basicGet("", true));
        refused(
                lab,
                connection,
                "basic.consume",
                "60.20",
                channel -> channel.basicConsume("", true, "", false, false, Map.of(), new DefaultConsumer(channel)));
        refused(lab, connection, "queue.purge", "50.30", channel -> channel.queuePurge(""));
        refused(lab, connection, "queue.delete", "50.40", channel -> channel.queueDelete(""));
    }

    private interface Call {
        void on(Channel channel) throws Exception;
    }

    private static void refused(Lab lab, Connection connection, String what, String method, Call call) {
        Channel channel = lab.channel(connection);
        AMQP.Channel.Close close =
                Refusals.expect(what + " with an empty queue name", 404, method, () -> call.on(channel));
        lab.expectText("no previously declared queue", close.getReplyText());
    }
}
