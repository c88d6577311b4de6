package dev.touchstone.suite.cases.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code queue.purge}, and what purge and delete do not do. */
@Conformance
class QueuePurgeCases {
    @Test
    @Rule("QUEUE-17")
    void purgeDropsReadyMessagesAndUnacknowledgedOnesCanComeBack(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel);
        for (int i = 0; i < 3; i++) {
            lab.publish(channel, "", queue, "m" + i);
        }
        lab.awaitDepth(channel, queue, 3);
        Expect.present("a message", channel.basicGet(queue, false));
        Expect.equal("messages purged", 2, channel.queuePurge(queue).getMessageCount());
        Expect.equal("messages ready after purge", 0, lab.depth(channel, queue));
        channel.basicRecover(true);
        lab.awaitDepth(channel, queue, 1);
        GetResponse back = Expect.present("the unacknowledged message", channel.basicGet(queue, true));
        Expect.equal("body", "m0", new String(back.getBody(), StandardCharsets.UTF_8));
        Expect.equal("redelivered", true, back.getEnvelope().isRedeliver());
        Expect.equal(
                "messages purged from an empty queue",
                0,
                channel.queuePurge(queue).getMessageCount());
    }

    @Test
    @Rule("QUEUE-17")
    void purgeOfAMissingQueueIs404(Lab lab) {
        Channel channel = lab.channel();
        String missing = lab.name("missing");
        AMQP.Channel.Close close =
                Refusals.expect("purge of a missing queue", 404, "50.30", () -> channel.queuePurge(missing));
        lab.expectText("no queue '" + missing + "' in vhost", close.getReplyText());
    }

    @Test
    @Rule("QUEUE-18")
    @Needs(Capability.DEAD_LETTERING)
    void purgeDeadLettersNothing(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String dead = lab.queue(channel);
        String queue = twoMessagesDeadLetteredTo(lab, channel, dead);
        Expect.equal("messages purged", 2, channel.queuePurge(queue).getMessageCount());
        reject(lab, channel, queue, "rejected later");
        Expect.equal("first dead letter", "rejected later", awaitDeadLetter(lab, channel, dead));
        Expect.equal("more dead letters", 0, lab.depth(channel, dead));
    }

    @Test
    @Rule("QUEUE-18")
    @Needs(Capability.DEAD_LETTERING)
    void deleteDeadLettersNothing(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String dead = lab.queue(channel);
        String queue = twoMessagesDeadLetteredTo(lab, channel, dead);
        Expect.present("a message, to be unacknowledged", channel.basicGet(queue, false));
        Expect.equal("messages dropped", 1, channel.queueDelete(queue).getMessageCount());
        String witness = lab.queue(channel, Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", dead));
        reject(lab, channel, witness, "rejected later");
        Expect.equal("first dead letter", "rejected later", awaitDeadLetter(lab, channel, dead));
        Expect.equal("more dead letters", 0, lab.depth(channel, dead));
    }

    private static String twoMessagesDeadLetteredTo(Lab lab, Channel channel, String dead) throws IOException {
        String queue = lab.queue(channel, Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", dead));
        lab.publish(channel, "", queue, "one");
        lab.publish(channel, "", queue, "two");
        lab.awaitDepth(channel, queue, 2);
        return queue;
    }

    /** A dead letter that must come: behind it, none is under way any more. */
    private static void reject(Lab lab, Channel channel, String queue, String body) throws IOException {
        lab.publish(channel, "", queue, body);
        lab.awaitDepth(channel, queue, 1);
        GetResponse message = Expect.present("a message", channel.basicGet(queue, false));
        channel.basicReject(message.getEnvelope().getDeliveryTag(), false);
    }

    private static String awaitDeadLetter(Lab lab, Channel channel, String dead) throws IOException {
        lab.await("a dead letter", () -> lab.depth(channel, dead) > 0);
        return lab.get(channel, dead);
    }
}
