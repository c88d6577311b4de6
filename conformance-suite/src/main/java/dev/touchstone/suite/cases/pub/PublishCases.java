package dev.touchstone.suite.cases.pub;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code basic.publish}: replies, order, permission. */
@Conformance
class PublishCases {
    @Test
    @Rule("PUB-01")
    void aPublishHasNoReply(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = lab.name("q");
        dialogue.call(
                1, new AMQP.Queue.Declare.Builder().queue(queue).exclusive(true).build(), "queue.declare-ok");
        dialogue.probe().publish(1, "", queue, (byte) 'x');
        dialogue.probe().publish(1, "", lab.name("nowhere"), (byte) 'y');
        dialogue.probe().publish(1, "amq.fanout", "any");
        dialogue.barrier(1);
    }

    @Test
    @Rule("PUB-01")
    void aPublishToAMissingExchangeClosesTheChannelLater(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String missing = lab.name("missing");
        dialogue.probe().publish(1, missing, "k", (byte) 'x');
        MethodFields close = dialogue.expectChannelClose(1, 404, 60, 40);
        lab.expectText("no exchange '" + missing + "' in vhost", close.text("reply-text"));
        dialogue.openChannel(1);
        dialogue.barrier(1);
    }

    @Test
    @Rule("PUB-01")
    void theNextSynchronousMethodMeetsTheError(Lab lab) {
        Channel channel = lab.channel();
        String missing = lab.name("missing");
        Refusals.expect("publish to a missing exchange, then qos", 404, "60.40", () -> {
            lab.publish(channel, missing, "k", "x");
            channel.basicQos(1);
        });
    }

    @Test
    @Rule("PUB-04")
    void immediateClosesTheConnectionWith540(Lab lab) {
        Connection connection = lab.connect();
        Channel channel = lab.channel(connection);
        String queue = lab.name("q");
        AMQP.Connection.Close close = lab.expectConnectionClose(connection, 540, () -> {
            channel.queueDeclare(queue, false, true, false, null);
            channel.basicPublish("", queue, false, true, new AMQP.BasicProperties(), new byte[] {1});
        });
        lab.expectText("NOT_IMPLEMENTED - immediate=true", close.getReplyText());
        Expect.equal("failing method", "60.40", close.getClassId() + "." + close.getMethodId());
    }

    @Test
    @Rule("PUB-08")
    void twoThousandMessagesOfOneChannelKeepTheirOrder(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        String queue = lab.queue(channel);
        channel.queueBind(queue, exchange, "k");
        Inbox early = null;
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            if (i == 1000) {
                early = lab.consume(lab.channel(), queue, true);
            }
            lab.publish(channel, exchange, "k", "m" + i);
            expected.add("m" + i);
        }
        List<String> came = Expect.present("a consumer", early).bodies(2000);
        for (int i = 0; i < 2000; i++) {
            Expect.equal("body of delivery " + (i + 1), expected.get(i), came.get(i));
        }
    }

    @Test
    @Rule("PUB-09")
    @Needs(Capability.ADMIN)
    void permissionToWriteIsCheckedBeforeTheExchangeIsLookedUp(Lab lab) {
        Endpoint restricted = lab.user(new TargetAdmin.Permissions(".*", "^allowed-", ".*"));
        Connection connection = lab.connect(restricted);
        String missing = lab.name("missing");
        Channel without = lab.channel(connection);
        AMQP.Channel.Close close =
                Refusals.expect("publish to a missing exchange without permission to write", 403, "60.40", () -> {
                    lab.publish(without, missing, "k", "x");
                    without.basicQos(1);
                });
        lab.expectText("exchange '" + missing + "'", close.getReplyText());
        Channel with = lab.channel(connection);
        Refusals.expect("publish to a missing exchange with permission to write", 404, "60.40", () -> {
            lab.publish(with, "allowed-" + missing, "k", "x");
            with.basicQos(1);
        });
    }

    @Test
    @Rule("PUB-10")
    void theSameMessageIdTwiceIsTwoMessages(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel);
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .messageId("one-and-the-same")
                .correlationId("same")
                .build();
        byte[] body = "same".getBytes(StandardCharsets.UTF_8);
        channel.confirmSelect();
        channel.basicPublish("", queue, properties, body);
        channel.basicPublish("", queue, properties, body);
        channel.waitForConfirmsOrDie(lab.patience().toMillis());
        Expect.equal("messages", 2, lab.depth(channel, queue));
    }
}
