package dev.touchstone.suite.cases.rpc;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Confirms;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Replies through {@code amq.rabbitmq.reply-to}. */
@Conformance
class DirectReplyToCases {
    private static final String REPLY_TO = "amq.rabbitmq.reply-to";

    @Test
    @Rule("RPC-01")
    void consumingRepliesWithoutAcknowledgementIsConsumeOk(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        AMQP.Basic.Consume consume = new AMQP.Basic.Consume.Builder()
                .queue(REPLY_TO)
                .consumerTag("replies")
                .noAck(true)
                .build();
        Expect.equal(
                "consumer tag",
                "replies",
                dialogue.call(1, consume, "basic.consume-ok").text("consumer-tag"));
        dialogue.barrier(1);
    }

    @Test
    @Rule("RPC-01")
    void consumingRepliesWithAcknowledgementIs406(Lab lab) {
        Channel channel = lab.channel();
        AMQP.Channel.Close close = Refusals.expect(
                "consume of " + REPLY_TO + " with acknowledgement",
                406,
                "60.20",
                () -> lab.consume(channel, REPLY_TO, false));
        lab.expectText("reply consumer cannot acknowledge", close.getReplyText());
    }

    @Test
    @Rule("RPC-01")
    void aSecondReplyConsumerOnTheChannelIs406(Lab lab) throws Exception {
        Connection connection = lab.connect();
        Channel channel = lab.channel(connection);
        Channel other = lab.channel(connection);
        lab.consume(channel, REPLY_TO, true);
        lab.consume(other, REPLY_TO, true);
        AMQP.Channel.Close close = Refusals.expect(
                "a second consume of " + REPLY_TO, 406, "60.20", () -> lab.consume(channel, REPLY_TO, true));
        lab.expectText("reply consumer already set", close.getReplyText());
        Expect.equal("the other channel is open", true, other.isOpen());
    }

    @Test
    @Rule("RPC-02")
    void theServerRewritesTheReplyAddress(Lab lab) throws Exception {
        Channel requester = lab.channel();
        String queue = lab.queue(requester);
        lab.consume(requester, REPLY_TO, true);
        request(requester, queue, REPLY_TO);
        String address = replyAddress(lab, requester, queue);
        Expect.that(
                address.startsWith(REPLY_TO + ".") && address.length() > REPLY_TO.length() + 1,
                "a reply-to of '" + REPLY_TO + ".' and something opaque",
                () -> address);
        request(requester, queue, "my-own-queue");
        Expect.equal("any other reply-to", "my-own-queue", replyAddress(lab, requester, queue));
    }

    @Test
    @Rule("RPC-02")
    void aRequestWithoutAReplyConsumerIs406(Lab lab) throws Exception {
        Connection connection = lab.connect();
        Channel channel = lab.channel(connection);
        String queue = lab.queue(channel);
        lab.consume(channel, REPLY_TO, true);
        Channel without = lab.channel(connection);
        AMQP.Channel.Close close = Refusals.expect(
                "publish with reply-to=" + REPLY_TO + " on a channel that does not consume it", 406, "60.40", () -> {
                    request(without, queue, REPLY_TO);
                    without.basicQos(1);
                });
        lab.expectText("fast reply consumer does not exist", close.getReplyText());
        Expect.equal("requests in the queue", 0, lab.depth(channel, queue));
    }

    @Test
    @Rule("RPC-03")
    void theReplyReachesTheRequester(Lab lab) throws Exception {
        Channel requester = lab.channel();
        Channel responder = lab.channel();
        String queue = lab.queue(responder);
        Inbox replies = lab.consume(requester, REPLY_TO, true);
        Inbox others = lab.consume(lab.channel(), REPLY_TO, true);
        request(requester, queue, REPLY_TO);
        String address = replyAddress(lab, responder, queue);
        AMQP.BasicProperties properties =
                new AMQP.BasicProperties.Builder().correlationId("42").build();
        responder.basicPublish("", address, properties, "first".getBytes(StandardCharsets.UTF_8));
        responder.basicPublish("", address, properties, "second".getBytes(StandardCharsets.UTF_8));
        for (String body : new String[] {"first", "second"}) {
            Delivery reply = replies.next();
            Expect.equal("body", body, Inbox.text(reply));
            Expect.equal("exchange", "", reply.getEnvelope().getExchange());
            Expect.equal("redelivered", false, reply.getEnvelope().isRedeliver());
            Expect.equal("correlation-id", "42", reply.getProperties().getCorrelationId());
        }
        others.expectNothing();
    }

    @Test
    @Rule("RPC-04")
    void declaringTheAddressSaysWhetherTheRequesterIsThere(Lab lab) throws Exception {
        Connection requesting = lab.connect();
        Channel requester = lab.channel(requesting);
        Channel responder = lab.channel();
        String queue = lab.queue(responder);
        lab.consume(requester, REPLY_TO, true);
        request(requester, queue, REPLY_TO);
        String address = replyAddress(lab, responder, queue);
        Dialogue dialogue = lab.dialChannel();
        for (int flags = 0; flags < 16; flags++) {
            MethodFields found = dialogue.call(1, declare(address, flags), "queue.declare-ok");
            Expect.equal("name", address, found.text("queue"));
            Expect.equal("consumer count with flags " + flags, 1L, found.number("consumer-count"));
            Expect.equal("message count with flags " + flags, 0L, found.number("message-count"));
        }
        requester.close();
        lab.await(
                "404 to a declare of " + address + " once the requester's channel closed",
                () -> Refusals.codeOfQueue(requesting, address) == 404);
        dialogue.probe().send(1, declare(address, 0));
        dialogue.expectChannelClose(1, 404, 50, 10);
    }

    @Test
    @Rule("RPC-05")
    void repliesToAGoneRequesterAreDropped(Lab lab) throws Exception {
        Channel requester = lab.channel();
        Channel responder = lab.channel();
        String queue = lab.queue(responder);
        lab.consume(requester, REPLY_TO, true);
        request(requester, queue, REPLY_TO);
        String address = replyAddress(lab, responder, queue);
        requester.getConnection().close();
        lab.publishConfirmed(responder, "", address, "too late");
        lab.publishConfirmed(responder, "", queue, "the responder goes on");
        Expect.equal("body", "the responder goes on", lab.get(responder, queue));
    }

    @Test
    @Rule("RPC-06")
    void aMandatoryReplyIsReturnedEvenThoughDelivered(Lab lab) throws Exception {
        Channel requester = lab.channel();
        Channel responder = lab.channel();
        Confirms confirms = lab.confirms(responder);
        String queue = lab.queue(responder);
        Inbox replies = lab.consume(requester, REPLY_TO, true);
        request(requester, queue, REPLY_TO);
        String address = replyAddress(lab, responder, queue);
        responder.basicPublish("", address, true, new AMQP.BasicProperties(), "reply".getBytes(StandardCharsets.UTF_8));
        Confirms.Answer answer = confirms.next();
        if (!(answer instanceof Confirms.Returned returned)) {
            throw new Finding("basic.return 312", answer.toString());
        }
        Expect.equal("reply code", 312, returned.message().getReplyCode());
        Expect.equal("routing key", address, returned.message().getRoutingKey());
        Expect.equal("body at the requester", "reply", Inbox.text(replies.next()));
    }

    private static AMQP.Queue.Declare declare(String name, int flags) {
        return new AMQP.Queue.Declare.Builder()
                .queue(name)
                .passive((flags & 1) != 0)
                .durable((flags & 2) != 0)
                .exclusive((flags & 4) != 0)
                .autoDelete((flags & 8) != 0)
                .build();
    }

    private static void request(Channel channel, String queue, String replyTo) throws IOException {
        AMQP.BasicProperties properties =
                new AMQP.BasicProperties.Builder().replyTo(replyTo).build();
        channel.basicPublish("", queue, properties, "request".getBytes(StandardCharsets.UTF_8));
    }

    /** Takes the request from its queue, as the responder does, and reads where the reply has to go. */
    private static String replyAddress(Lab lab, Channel responder, String queue) throws IOException {
        lab.awaitDepth(responder, queue, 1);
        GetResponse request = Expect.present("a request", responder.basicGet(queue, true));
        return Expect.present("a reply-to", request.getProps().getReplyTo());
    }
}
