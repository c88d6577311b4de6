package dev.touchstone.suite.cases.quorum;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.PolicySpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Dead letters that are kept until somebody has them. */
@Conformance
@Needs({Capability.QUORUM_QUEUES, Capability.DEAD_LETTERING, Capability.LENGTH_LIMITS})
class AtLeastOnceCases {
    @Test
    @Rule("QUORUM-10")
    @Needs({Capability.QUORUM_QUEUES, Capability.ADMIN, Capability.POLICIES, Capability.OBJECT_LISTS})
    void aDeadLetterIsKeptInTheSourceUntilATargetConfirmedIt(Lab lab) throws Exception {
        Endpoint place = lab.freshVirtualHost();
        Channel channel = lab.channel(lab.connect(place));
        Quorum.declare(
                channel,
                "source",
                "x-dead-letter-exchange",
                "late",
                "x-dead-letter-strategy",
                "at-least-once",
                "x-overflow",
                "reject-publish");
        Quorum.fill(lab, channel, "source", "letter");
        GetResponse taken = Expect.present("a message", channel.basicGet("source", false));
        channel.basicReject(taken.getEnvelope().getDeliveryTag(), false);
        awaitCounted(lab, place, 1);
        Expect.absent("message for consumers", channel.basicGet("source", true));
        channel.exchangeDeclare("late", "fanout");
        String target = channel.queueDeclare().getQueue();
        channel.queueBind(target, "late", "");
        // Without a change of its settings the broker tries again only after three minutes.
        lab.admin()
                .setPolicy(
                        place.virtualHost(),
                        new PolicySpec("nudge", "^source$", "queues", 0, Map.of("max-length", 1000)));
        lab.awaitDepth(channel, target, 1);
        Expect.equal("body of the dead letter", "letter", lab.get(channel, target));
    }

    /** What no consumer can get is still counted; the broker's list is up to date every five seconds. */
    private static void awaitCounted(Lab lab, Endpoint place, int messages) {
        lab.await(
                "messages = " + messages + " in the list's row of the source",
                Duration.ofMillis(300),
                () -> lab.admin().queues(place.virtualHost()).stream()
                        .anyMatch(queue -> queue.name().equals("source")
                                && queue.facts().get("messages") instanceof Number counted
                                && counted.intValue() == messages));
    }

    @Test
    @Rule("QUORUM-10")
    void whatATargetAcceptsLeavesTheSource(Lab lab) throws Exception {
        Channel channel = lab.channel();
        Quorum.DeadLetters dead = Quorum.deadLetters(lab, channel);
        String source = Quorum.queue(
                lab,
                channel,
                "x-dead-letter-exchange",
                dead.exchange(),
                "x-dead-letter-strategy",
                "at-least-once",
                "x-overflow",
                "reject-publish");
        Quorum.fill(lab, channel, source, "letter");
        GetResponse taken = Expect.present("a message", channel.basicGet(source, false));
        channel.basicReject(taken.getEnvelope().getDeliveryTag(), false);
        lab.awaitDepth(channel, dead.queue(), 1);
        Expect.equal("body of the dead letter", "letter", lab.get(channel, dead.queue()));
        Expect.equal("messages left", 0, lab.depth(channel, source));
    }

    @Test
    @Rule("QUORUM-10")
    void aClassicQueueHasNoStrategy(Lab lab) {
        Channel channel = lab.channel();
        Refusals.expect(
                "x-dead-letter-strategy on a classic queue",
                406,
                "50.10",
                () -> lab.queue(channel, Map.of("x-dead-letter-strategy", "at-least-once")));
    }
}
