package dev.touchstone.suite.cases.ae;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import dev.touchstone.suite.target.TargetAdmin.PolicySpec;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Alternate exchanges by policy, and what a user must be allowed to name one. */
@Conformance
@Needs({Capability.ALTERNATE_EXCHANGE, Capability.ADMIN})
class AlternateAdminCases {
    @Test
    @Rule("AE-01")
    @Needs(Capability.POLICIES)
    void aPolicyGivesAnExchangeItsAlternate(Lab lab) throws Exception {
        Endpoint place = lab.freshVirtualHost();
        Channel channel = lab.channel(lab.connect(place));
        channel.exchangeDeclare("source", "direct");
        String fallback = queueBehind(channel, "amq.fanout");
        policy(lab, place, "amq.fanout");
        lab.await("a message in the queue of the policy's alternate", () -> {
            lab.publishConfirmed(channel, "source", "k", "by policy");
            return lab.depth(channel, fallback) > 0;
        });
        Expect.equal(
                "exchange",
                "source",
                channel.basicGet(fallback, true).getEnvelope().getExchange());
        lab.admin().clearPolicy(place.virtualHost(), "alternate");
        lab.await("no further message there after the policy is gone", () -> {
            channel.queuePurge(fallback);
            lab.publishConfirmed(channel, "source", "k", "without policy");
            return lab.depth(channel, fallback) == 0;
        });
    }

    @Test
    @Rule("AE-10")
    @Needs(Capability.POLICIES)
    void theArgumentWinsOverThePolicy(Lab lab) throws Exception {
        Endpoint place = lab.freshVirtualHost();
        Channel channel = lab.channel(lab.connect(place));
        channel.exchangeDeclare("witness", "direct");
        channel.exchangeDeclare("source", "direct", false, false, Map.of("alternate-exchange", "amq.direct"));
        String byArgument = channel.queueDeclare().getQueue();
        channel.queueBind(byArgument, "amq.direct", "k");
        String byPolicy = queueBehind(channel, "amq.fanout");
        policy(lab, place, "amq.fanout");
        lab.await("the policy in force for an exchange without argument", () -> {
            lab.publishConfirmed(channel, "witness", "k", "witness");
            return lab.depth(channel, byPolicy) > 0;
        });
        channel.queuePurge(byPolicy);
        lab.publishConfirmed(channel, "source", "k", "both");
        Expect.equal("messages behind the argument's alternate", 1, lab.depth(channel, byArgument));
        Expect.equal("messages behind the policy's alternate", 0, lab.depth(channel, byPolicy));
    }

    @Test
    @Rule("AE-12")
    void namingAnAlternateNeedsConfigureAndReadOnTheExchangeAndWriteOnTheAlternate(Lab lab) throws Exception {
        String source = lab.name("source");
        String alternate = lab.name("alternate");
        Endpoint user = lab.user(Permissions.NONE);
        Connection connection = lab.connect(user);
        for (Permissions lacking : new Permissions[] {
            new Permissions(alternate, alternate, source),
            new Permissions(source, alternate, alternate),
            new Permissions(source, source, source)
        }) {
            lab.admin().setPermissions(user.user(), user.virtualHost(), lacking);
            Channel channel = lab.channel(connection);
            AMQP.Channel.Close close = Refusals.expect(
                    "a declare with an alternate by a user with " + lacking,
                    403,
                    "40.10",
                    () -> declare(channel, source, alternate));
            lab.expectText("ACCESS_REFUSED", close.getReplyText());
        }
        lab.admin().setPermissions(user.user(), user.virtualHost(), new Permissions(source, alternate, source));
        declare(lab.channel(connection), source, alternate);
    }

    private static void declare(Channel channel, String source, String alternate) throws IOException {
        channel.exchangeDeclare(source, "direct", false, false, Map.of("alternate-exchange", alternate));
    }

    private static String queueBehind(Channel channel, String fanout) throws IOException {
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, fanout, "");
        return queue;
    }

    private static void policy(Lab lab, Endpoint place, String alternate) {
        lab.admin()
                .setPolicy(
                        place.virtualHost(),
                        new PolicySpec(
                                "alternate",
                                "^(source|witness)$",
                                "exchanges",
                                0,
                                Map.of("alternate-exchange", alternate)));
    }
}
