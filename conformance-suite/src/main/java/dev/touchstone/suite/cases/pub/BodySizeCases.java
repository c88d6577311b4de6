package dev.touchstone.suite.cases.pub;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How large a message's body may be. */
@Conformance
class BodySizeCases {
    private static final int DEFAULT_LIMIT_OCTETS = 134_217_728;
    private static final int CONFIGURED_LIMIT_OCTETS = 1_500_000;

    @Test
    @Rule("PUB-03")
    void emptySmallAndLargeBodiesArriveUnchanged(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel);
        int frame = channel.getConnection().getFrameMax();
        for (int size : new int[] {0, 1, frame - 8, frame - 7, 1 << 20}) {
            roundTrip(lab, channel, queue, size);
        }
    }

    @Test
    @Rule("PUB-03")
    @NodeWide(config = "max_message_size = " + CONFIGURED_LIMIT_OCTETS)
    void aBodyOfTheConfiguredLimitWorksAndOneOctetMoreIs406(Lab lab) throws Exception {
        Connection connection = lab.connect();
        Channel channel = lab.channel(connection);
        String queue = lab.queue(channel);
        roundTrip(lab, channel, queue, CONFIGURED_LIMIT_OCTETS);
        AMQP.Channel.Close close = Refusals.expect("publish of one octet more than the limit", 406, "60.40", () -> {
            channel.basicPublish("", queue, new AMQP.BasicProperties(), new byte[CONFIGURED_LIMIT_OCTETS + 1]);
            channel.basicQos(1);
        });
        lab.expectText(
                "message size " + (CONFIGURED_LIMIT_OCTETS + 1) + " is larger than configured max size "
                        + CONFIGURED_LIMIT_OCTETS,
                close.getReplyText());
        Expect.equal("messages in the queue", 0, lab.depth(lab.channel(connection), queue));
    }

    @Test
    @Rule("PUB-03")
    @NodeWide
    void theLimitIs134217728OctetsUnlessConfigured(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = lab.name("q");
        dialogue.call(
                1, new AMQP.Queue.Declare.Builder().queue(queue).exclusive(true).build(), "queue.declare-ok");
        dialogue.call(1, new AMQP.Confirm.Select.Builder().build(), "confirm.select-ok");
        publishZeros(dialogue, queue, DEFAULT_LIMIT_OCTETS);
        dialogue.expect(1, "basic.ack");
        publishZeros(dialogue, queue, DEFAULT_LIMIT_OCTETS + 1);
        MethodFields close = dialogue.expectChannelClose(1, 406, 60, 40);
        lab.expectText(
                "message size " + (DEFAULT_LIMIT_OCTETS + 1) + " is larger than configured max size "
                        + DEFAULT_LIMIT_OCTETS,
                close.text("reply-text"));
    }

    private static void publishZeros(Dialogue dialogue, String queue, int size) {
        dialogue.probe()
                .send(1, new AMQP.Basic.Publish.Builder().routingKey(queue).build());
        dialogue.probe().sendHeader(1, new AMQP.BasicProperties(), size);
        byte[] chunk = new byte[131_064];
        int left = size;
        for (; left >= chunk.length; left -= chunk.length) {
            dialogue.probe().sendBody(1, chunk);
        }
        dialogue.probe().sendBody(1, new byte[left]);
    }

    private static void roundTrip(Lab lab, Channel channel, String queue, int size) throws Exception {
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        channel.confirmSelect();
        channel.basicPublish("", queue, new AMQP.BasicProperties(), body);
        channel.waitForConfirmsOrDie(lab.patience().toMillis());
        GetResponse got = Expect.present("a message of " + size + " octets", channel.basicGet(queue, true));
        Expect.equal("octets of the body", size, got.getBody().length);
        Expect.equal("body", body, got.getBody());
    }
}
