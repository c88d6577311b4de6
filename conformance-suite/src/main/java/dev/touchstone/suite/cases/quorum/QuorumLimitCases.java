package dev.touchstone.suite.cases.quorum;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Confirms;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Length limits, expiry and dead letters of quorum queues. */
@Conformance
@Needs(Capability.QUORUM_QUEUES)
class QuorumLimitCases {
    @Test
    @Rule("QUORUM-08")
    @Needs({Capability.QUORUM_QUEUES, Capability.LENGTH_LIMITS})
    void dropHeadDropsTheOldestAndAcksEveryPublish(Lab lab) throws Exception {
        for (Object overflow : List.<Object>of("default", "drop-head", "reject-publish-dlx")) {
            Channel channel = lab.channel();
            String queue = overflow.equals("default")
                    ? Quorum.queue(lab, channel, "x-max-length", 2)
                    : Quorum.queue(lab, channel, "x-max-length", 2, "x-overflow", overflow);
            Quorum.fill(lab, channel, queue, "m0", "m1", "m2", "m3", "m4");
            lab.awaitDepth(channel, queue, 2);
            Expect.equal(
                    "bodies with overflow " + overflow,
                    List.of("m3", "m4"),
                    List.of(lab.get(channel, queue), lab.get(channel, queue)));
        }
    }

    @Test
    @Rule("QUORUM-08")
    @Needs({Capability.QUORUM_QUEUES, Capability.LENGTH_LIMITS})
    void rejectPublishNacksWhatIsTooMuchGiveOrTakeAFew(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = Quorum.queue(lab, channel, "x-max-length", 2, "x-overflow", "reject-publish");
        Confirms confirms = lab.confirms(channel);
        List<String> kept = new ArrayList<>();
        int nacked = 0;
        for (int i = 1; i <= 40; i++) {
            lab.publish(channel, "", queue, "m" + i);
            if (confirms.settle(i, i).acked().isEmpty()) {
                nacked++;
            } else {
                kept.add("m" + i);
            }
        }
        int acked = kept.size();
        Expect.that(acked >= 2 && acked <= 12, "2 acks or a few more of 40", () -> acked + " acks");
        Expect.equal("nacks", 40 - acked, nacked);
        lab.awaitDepth(channel, queue, acked);
        for (String body : kept) {
            Expect.equal("body that was acked", body, lab.get(channel, queue));
        }
        lab.await("room again", () -> {
            long number = channel.getNextPublishSeqNo();
            lab.publish(channel, "", queue, "room");
            return confirms.settle(number, number).nacked().isEmpty();
        });
        lab.remarks().note(acked + " messages kept at a limit of 2");
    }

    @Test
    @Rule("QUORUM-09")
    @Needs({Capability.QUORUM_QUEUES, Capability.MESSAGE_TTL, Capability.DEAD_LETTERING})
    void theTtlOfTheQueueAndTheExpirationOfAMessageDeadLetterIt(Lab lab) throws Exception {
        Channel channel = lab.channel();
        Quorum.DeadLetters dead = Quorum.deadLetters(lab, channel);
        String byQueue = Quorum.queue(lab, channel, "x-message-ttl", 100, "x-dead-letter-exchange", dead.exchange());
        Quorum.fill(lab, channel, byQueue, "by the queue");
        expectLetter(lab, channel, dead, "by the queue", "expired");
        String byMessage = Quorum.queue(lab, channel, "x-dead-letter-exchange", dead.exchange());
        AMQP.BasicProperties shortLived =
                new AMQP.BasicProperties.Builder().expiration("100").build();
        channel.basicPublish("", byMessage, shortLived, "by itself".getBytes(StandardCharsets.UTF_8));
        AMQP.BasicProperties letter = expectLetter(lab, channel, dead, "by itself", "expired");
        Expect.absent("expiration in the dead letter", letter.getExpiration());
        lab.awaitDepth(channel, byMessage, 0);
    }

    @Test
    @Rule("QUORUM-09")
    @Needs({Capability.QUORUM_QUEUES, Capability.LENGTH_LIMITS, Capability.DEAD_LETTERING})
    void rejectedAndSurplusMessagesAreDeadLettered(Lab lab) throws Exception {
        Channel channel = lab.channel();
        Quorum.DeadLetters dead = Quorum.deadLetters(lab, channel);
        String queue = Quorum.queue(lab, channel, "x-max-length", 1, "x-dead-letter-exchange", dead.exchange());
        Quorum.fill(lab, channel, queue, "surplus", "rejected");
        expectLetter(lab, channel, dead, "surplus", "maxlen");
        GetResponse taken = Expect.present("a message", channel.basicGet(queue, false));
        channel.basicReject(taken.getEnvelope().getDeliveryTag(), false);
        expectLetter(lab, channel, dead, "rejected", "rejected");
    }

    private static AMQP.BasicProperties expectLetter(
            Lab lab, Channel channel, Quorum.DeadLetters dead, String body, String reason) throws Exception {
        lab.awaitDepth(channel, dead.queue(), 1);
        GetResponse letter = Expect.present("a dead letter", channel.basicGet(dead.queue(), true));
        Expect.equal("body", body, new String(letter.getBody(), StandardCharsets.UTF_8));
        Map<String, Object> headers =
                Expect.present("headers", letter.getProps().getHeaders());
        Expect.equal("reason", reason, String.valueOf(headers.get("x-first-death-reason")));
        Map<?, ?> death = (Map<?, ?>) ((List<?>) Expect.present("x-death", headers.get("x-death"))).get(0);
        Expect.equal("reason in x-death", reason, String.valueOf(death.get("reason")));
        Expect.equal("count in x-death", "1", String.valueOf(death.get("count")));
        return letter.getProps();
    }
}
