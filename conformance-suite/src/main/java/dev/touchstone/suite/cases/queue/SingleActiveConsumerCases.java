package dev.touchstone.suite.cases.queue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queues with {@code x-single-active-consumer}: one consumer works, the others stand by in the order of their coming. */
@Conformance
class SingleActiveConsumerCases {
    @Test
    @Rule("QUEUE-24")
    void onlyTheFirstConsumerGetsMessages(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = queue(lab, channel);
        Inbox first = lab.consume(channel, queue, true);
        Inbox second = lab.consume(lab.channel(), queue, true);
        for (int i = 0; i < 10; i++) {
            lab.publish(channel, "", queue, "m" + i);
        }
        Expect.equal(
                "bodies at the first consumer",
                List.of("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9"),
                first.bodies(10));
        second.expectNothing();
    }

    @Test
    @Rule("QUEUE-24")
    void theNextRegisteredConsumerTakesOverOnCancel(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = queue(lab, channel);
        Inbox first = lab.consume(channel, queue, true);
        Inbox second = lab.consume(channel, queue, true);
        Inbox third = lab.consume(channel, queue, true);
        channel.basicCancel(first.tag());
        lab.publish(channel, "", queue, "to the second");
        Expect.equal("body at the second consumer", "to the second", Inbox.text(second.next()));
        channel.basicCancel(second.tag());
        lab.publish(channel, "", queue, "to the third");
        Expect.equal("body at the third consumer", "to the third", Inbox.text(third.next()));
        first.expectNothing();
        second.expectNothing();
    }

    @Test
    @Rule("QUEUE-24")
    void theNextRegisteredConsumerTakesOverOnLossWithWhatWasUnacknowledged(Lab lab) throws Exception {
        Connection active = lab.connect();
        Channel channel = lab.channel();
        String queue = queue(lab, channel);
        Inbox first = lab.consume(lab.channel(active), queue, false);
        Inbox second = lab.consume(channel, queue, true);
        Inbox third = lab.consume(channel, queue, true);
        lab.publish(channel, "", queue, "one");
        Expect.equal("body at the first consumer", "one", Inbox.text(first.next()));
        active.abort();
        com.rabbitmq.client.Delivery again = second.next();
        Expect.equal("body at the second consumer", "one", Inbox.text(again));
        Expect.equal("redelivered", true, again.getEnvelope().isRedeliver());
        third.expectNothing();
    }

    @Test
    @Rule("QUEUE-24")
    void anActiveConsumerWithoutRoomKeepsTheOthersWaiting(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = queue(lab, channel);
        channel.basicQos(1);
        Inbox first = lab.consume(channel, queue, false);
        Inbox second = lab.consume(lab.channel(), queue, true);
        lab.publish(channel, "", queue, "one");
        lab.publish(channel, "", queue, "two");
        com.rabbitmq.client.Delivery held = first.next();
        lab.awaitDepth(channel, queue, 1);
        second.expectNothing();
        channel.basicAck(held.getEnvelope().getDeliveryTag(), false);
        Expect.equal("body at the first consumer after its ack", "two", Inbox.text(first.next()));
        second.expectNothing();
    }

    @Test
    @Rule("QUEUE-24")
    void exclusiveConsumeOnASingleActiveConsumerQueueIs403(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = queue(lab, channel);
        Inbox inbox = lab.inbox(channel);
        Refusals.expect(
                "an exclusive consume",
                403,
                "60.20",
                () -> channel.basicConsume(queue, true, "", false, true, Map.of(), inbox));
    }

    @Test
    @Rule("QUEUE-24")
    void getWorksBesideTheActiveConsumer(Lab lab) throws Exception {
        Channel channel = lab.channel();
        Channel getting = lab.channel();
        String queue = queue(lab, channel);
        channel.basicQos(1);
        Inbox active = lab.consume(channel, queue, false);
        lab.publish(channel, "", queue, "to the consumer");
        lab.publish(channel, "", queue, "to the getter");
        active.next();
        lab.awaitDepth(getting, queue, 1);
        Expect.equal("body by get", "to the getter", lab.get(getting, queue));
    }

    private static String queue(Lab lab, Channel channel) throws IOException {
        return lab.queue(channel, Map.of("x-single-active-consumer", true));
    }
}
