package dev.touchstone.suite.cases.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Exclusive queues: they belong to the connection that declared them, and die with it. */
@Conformance
class QueueExclusiveCases {
    private interface Call {
        void on(Channel channel) throws Exception;
    }

    @Test
    @Rule("QUEUE-09")
    void everyMethodOfAnotherConnectionIs405(Lab lab) throws Exception {
        Channel owner = lab.channel();
        Connection other = lab.connect();
        String queue = lab.name("q");
        String exchange = lab.exchange(owner, "direct");
        owner.queueDeclare(queue, false, true, false, Map.of());
        lab.publish(owner, "", queue, "stays");
        lab.awaitDepth(owner, queue, 1);
        locked(lab, other, queue, "50.10", channel -> channel.queueDeclare(queue, false, true, false, Map.of()));
        locked(lab, other, queue, "50.10", channel -> channel.queueDeclare(queue, false, false, false, Map.of()));
        locked(lab, other, queue, "50.10", channel -> channel.queueDeclarePassive(queue));
        locked(lab, other, queue, "50.20", channel -> channel.queueBind(queue, exchange, "k"));
        locked(lab, other, queue, "60.70", channel -> channel.basicGet(queue, true));
        locked(
                lab,
                other,
                queue,
                "60.20",
                channel -> channel.basicConsume(queue, true, "", false, false, Map.of(), new DefaultConsumer(channel)));
        locked(lab, other, queue, "50.30", channel -> channel.queuePurge(queue));
        locked(lab, other, queue, "50.40", channel -> channel.queueDelete(queue));
        AMQP.Queue.DeclareOk after = owner.queueDeclarePassive(queue);
        Expect.equal("messages after all refusals", 1, after.getMessageCount());
        Expect.equal("consumers after all refusals", 0, after.getConsumerCount());
    }

    private static void locked(Lab lab, Connection connection, String queue, String method, Call call) {
        Channel channel = lab.channel(connection);
        AMQP.Channel.Close close = Refusals.expect(
                method + " on another connection's exclusive queue", 405, method, () -> call.on(channel));
        lab.expectText(
                "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue '" + queue + "' in vhost",
                close.getReplyText());
    }

    @Test
    @Rule("QUEUE-09")
    void otherChannelsOfTheOwnerMayDoEverything(Lab lab) throws Exception {
        Connection owner = lab.connect();
        Channel declaring = lab.channel(owner);
        Channel channel = lab.channel(owner);
        String queue = lab.name("q");
        String exchange = lab.exchange(declaring, "direct");
        declaring.queueDeclare(queue, false, true, false, Map.of());
        declaring.close();
        channel.queueDeclare(queue, false, true, false, Map.of());
        channel.queueBind(queue, exchange, "k");
        lab.publish(channel, exchange, "k", "one");
        lab.awaitDepth(channel, queue, 1);
        Expect.equal("body", "one", lab.get(channel, queue));
        channel.queueUnbind(queue, exchange, "k");
        Inbox inbox = lab.consume(channel, queue, true);
        lab.publish(channel, "", queue, "two");
        Expect.equal("body", "two", Inbox.text(inbox.next()));
        channel.basicCancel(inbox.tag());
        Expect.equal("purged", 0, channel.queuePurge(queue).getMessageCount());
        channel.queueDelete(queue);
        Expect.equal("passive declare after delete", 404, Refusals.codeOfQueue(owner, queue));
    }

    @Test
    @Rule("QUEUE-10")
    void anotherConnectionsUnbindIsRefusedOnlyIfTheBindingExists(Lab lab) throws Exception {
        Channel owner = lab.channel();
        Connection other = lab.connect();
        String queue = lab.name("q");
        String exchange = lab.exchange(owner, "direct");
        owner.queueDeclare(queue, false, true, false, Map.of());
        owner.queueBind(queue, exchange, "there");
        lab.channel(other).queueUnbind(queue, exchange, "not there");
        Channel channel = lab.channel(other);
        Refusals.expect(
                "unbind of another connection's binding",
                405,
                "50.50",
                () -> channel.queueUnbind(queue, exchange, "there"));
        lab.publish(owner, exchange, "there", "still bound");
        lab.awaitDepth(owner, queue, 1);
    }

    @Test
    @Rule("QUEUE-10")
    void anybodyMayPublishToAnExclusiveQueue(Lab lab) throws Exception {
        Channel owner = lab.channel();
        Channel other = lab.channel();
        String queue = lab.name("q");
        owner.queueDeclare(queue, false, true, false, Map.of());
        Inbox inbox = lab.consume(owner, queue, true);
        lab.publish(other, "", queue, "from a stranger");
        Expect.equal("body", "from a stranger", Inbox.text(inbox.next()));
        Expect.equal("the publisher's channel is open", true, other.isOpen());
    }

    @Test
    @Rule("QUEUE-11")
    void anExclusiveQueueIsGoneBeforeCloseOk(Lab lab) {
        Connection witness = lab.connect();
        Dialogue owner = lab.dialChannel();
        String queue = lab.name("q");
        owner.call(
                1, new AMQP.Queue.Declare.Builder().queue(queue).exclusive(true).build(), "queue.declare-ok");
        Expect.equal("passive declare while the owner lives", 405, Refusals.codeOfQueue(witness, queue));
        owner.call(
                0,
                new AMQP.Connection.Close.Builder()
                        .replyCode(200)
                        .replyText("done")
                        .build(),
                "connection.close-ok");
        Expect.equal("passive declare right after close-ok", 404, Refusals.codeOfQueue(witness, queue));
    }

    @Test
    @Rule("QUEUE-11")
    void anExclusiveQueueDiesWithALostConnection(Lab lab) {
        Connection witness = lab.connect();
        Dialogue owner = lab.dialChannel();
        String queue = lab.name("q");
        owner.call(
                1, new AMQP.Queue.Declare.Builder().queue(queue).exclusive(true).build(), "queue.declare-ok");
        owner.probe().reset();
        lab.await(
                "404 to a passive declare once the owner's connection is lost",
                () -> Refusals.codeOfQueue(witness, queue) == 404);
    }

    @Test
    @Rule("QUEUE-11")
    void anExclusiveQueueOutlivesTheChannelThatDeclaredIt(Lab lab) throws Exception {
        Connection owner = lab.connect();
        Channel channel = lab.channel(owner);
        String queue = lab.name("q");
        channel.queueDeclare(queue, false, true, false, Map.of());
        channel.close();
        Expect.equal("passive declare on another channel", 200, Refusals.codeOfQueue(owner, queue));
    }
}
