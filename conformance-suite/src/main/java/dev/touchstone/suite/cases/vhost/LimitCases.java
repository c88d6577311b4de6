package dev.touchstone.suite.cases.vhost;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.ProbeEvent;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How many connections, queues and channels a virtual host or a user may have. */
@Conformance
@Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
class LimitCases {
    private static void limit(Lab lab, Endpoint place, String name, int value) {
        ManagementBench.of(lab)
                .at("vhost-limits", place.virtualHost(), name)
                .put(Map.of("value", value))
                .expect(204);
    }

    @Test
    @Rule("VHOST-04")
    void connectionsOverTheLimitOfAVirtualHostAreRefused(Lab lab) {
        Endpoint place = lab.freshVirtualHost();
        limit(lab, place, "max-connections", 1);
        Dialogue first = lab.dial().open(Handshake.of(place)).openChannel(1);
        Openings.awaitRefused(lab, place, 530, "connection limit (1) is reached");
        first.barrier(1);
        limit(lab, place, "max-connections", 0);
        Openings.expectRefused(lab, place, 530, "connection limit (0) is reached");
        limit(lab, place, "max-connections", -1);
        lab.dial().open(Handshake.of(place));
        first.barrier(1);
    }

    @Test
    @Rule("VHOST-04")
    void noConnectionIsAllowedWithALimitOfZero(Lab lab) {
        Endpoint place = lab.freshVirtualHost();
        limit(lab, place, "max-connections", 0);
        Openings.expectRefused(lab, place, 530, "connection limit (0) is reached");
        ManagementBench.of(lab)
                .at("vhost-limits", place.virtualHost(), "max-connections")
                .delete()
                .expect(204);
        lab.dial().open(Handshake.of(place));
    }

    @Test
    @Rule("VHOST-05")
    void queuesOverTheLimitOfAVirtualHostAreRefused(Lab lab) throws Exception {
        Endpoint place = lab.freshVirtualHost();
        limit(lab, place, "max-queues", 2);
        Connection connection = lab.connect(place);
        Channel channel = lab.channel(connection);
        channel.queueDeclare("one", false, false, false, Map.of());
        channel.queueDeclare("two", false, false, false, Map.of());
        for (String name : List.of("three", "")) {
            AMQP.Channel.Close close = Refusals.expect(
                    "a declare of a third queue '" + name + "'",
                    406,
                    "50.10",
                    () -> lab.channel(connection).queueDeclare(name, false, false, false, Map.of()));
            lab.expectText("queue limit in vhost '" + place.virtualHost() + "' (2) is reached", close.getReplyText());
        }
        channel.queueDeclare("two", false, false, false, Map.of());
        channel.queueDelete("one");
        channel.queueDeclare("three", false, false, false, Map.of());
    }

    @Test
    @Rule("VHOST-06")
    void unknownLimitsAndValuesThatAreNoIntegersAreRefused(Lab lab) {
        Endpoint place = lab.freshVirtualHost();
        ManagementBench http = ManagementBench.of(lab);
        String name = place.virtualHost();
        http.at("vhost-limits", name, "max-foo").put(Map.of("value", 1)).expectBad("Unrecognised terms");
        for (Object value : List.of("x", "1", 1.5, true, List.of())) {
            for (String limit : List.of("max-connections", "max-queues")) {
                http.at("vhost-limits", name, limit)
                        .put(Map.of("value", value))
                        .expectBad(limit + " should be a number");
            }
        }
        http.at("vhost-limits", name).get().expect(200).expectJson(List.of());
        limit(lab, place, "max-queues", 3);
        http.at("vhost-limits", name)
                .get()
                .expectJson(List.of(Map.of("vhost", name, "value", Map.of("max-queues", 3))));
    }

    @Test
    @Rule("VHOST-07")
    void connectionsOverTheLimitOfAUserAreRefused(Lab lab) {
        Endpoint user = lab.user(Permissions.ALL);
        ManagementBench http = ManagementBench.of(lab);
        http.at("user-limits", user.user(), "max-connections")
                .put(Map.of("value", 1))
                .expect(204);
        http.at("user-limits", user.user())
                .get()
                .expectJson(List.of(Map.of("user", user.user(), "value", Map.of("max-connections", 1))));
        Dialogue first = lab.dial().open(Handshake.of(user)).openChannel(1);
        Openings.awaitRefused(lab, user, 530, "user connection limit (1) is reached");
        first.barrier(1);
        lab.dialChannel();
    }

    @Test
    @Rule("VHOST-07")
    void channelsOverTheLimitOfAUserEndItsConnection(Lab lab) {
        Endpoint user = lab.user(Permissions.ALL);
        ManagementBench http = ManagementBench.of(lab);
        http.at("user-limits", user.user(), "max-channels")
                .put(Map.of("value", 1))
                .expect(204);
        Dialogue first = lab.dial().open(Handshake.of(user)).openChannel(1);
        List<MethodFields> refused = new ArrayList<>();
        lab.await("a channel over the limit is refused", () -> {
            closeOfChannelOpen(lab, user).ifPresent(refused::add);
            return !refused.isEmpty();
        });
        MethodFields close = refused.get(0);
        Expect.equal("reply-code", 530L, close.number("reply-code"));
        lab.expectText(
                "number of channels opened for user '" + user.user() + "' has reached the maximum allowed user limit",
                close.text("reply-text"));
        first.barrier(1);
    }

    /** RabbitMQ counts channels a moment after they were opened, so that one more may pass at first. */
    private static Optional<MethodFields> closeOfChannelOpen(Lab lab, Endpoint user) {
        try (Dialogue dialogue = lab.dial().open(Handshake.of(user))) {
            dialogue.probe().send(1, new AMQP.Channel.Open.Builder().build());
            ProbeEvent event = dialogue.next();
            if (event instanceof ProbeEvent.Frame frame && frame.frame().is("connection.close")) {
                return Optional.of(frame.frame().method());
            }
            dialogue.closeConnection();
            return Optional.empty();
        }
    }
}
