package dev.touchstone.suite.cases.quorum;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.ObjectFacts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Declaring and deleting quorum queues. */
@Conformance
@Needs(Capability.QUORUM_QUEUES)
class QuorumDeclareCases {
    @Test
    @Rule("QUORUM-01")
    void aQuorumQueueMustBeDurableSharedLastingAndNamed(Lab lab) throws Exception {
        Connection connection = lab.connect();
        Quorum.queue(lab, lab.channel(connection));
        refused(lab, connection, "durable=false", lab.name("q"), false, false, false);
        refused(lab, connection, "exclusive=true", lab.name("q"), true, true, false);
        refused(lab, connection, "auto-delete=true", lab.name("q"), true, false, true);
        refused(lab, connection, "no name", "", true, false, false);
    }

    private static void refused(
            Lab lab,
            Connection connection,
            String what,
            String name,
            boolean durable,
            boolean exclusive,
            boolean autoDelete) {
        Channel channel = lab.channel(connection);
        Refusals.expect(
                "a quorum queue with " + what,
                406,
                "50.10",
                () -> channel.queueDeclare(name, durable, exclusive, autoDelete, Quorum.arguments()));
    }

    @Test
    @Rule("QUORUM-01")
    void aQuorumQueueHasNoPrioritiesAndNoMode(Lab lab) {
        Connection connection = lab.connect();
        for (Map.Entry<String, Object> argument : Map.<String, Object>of("x-max-priority", 5, "x-queue-mode", "lazy")
                .entrySet()) {
            Channel channel = lab.channel(connection);
            AMQP.Channel.Close close = Refusals.expect(
                    "a quorum queue with " + argument,
                    406,
                    "50.10",
                    () -> Quorum.queue(lab, channel, argument.getKey(), argument.getValue()));
            lab.expectText("invalid arg '" + argument.getKey() + "' for queue '", close.getReplyText());
        }
    }

    @Test
    @Rule("QUORUM-02")
    void aRedeclareAsClassicOrWithoutTypeIs406(Lab lab) throws Exception {
        Connection connection = lab.connect();
        Channel declaring = lab.channel(connection);
        String queue = Quorum.queue(lab, declaring);
        Quorum.declare(declaring, queue);
        for (Map<String, Object> arguments :
                List.of(Map.<String, Object>of("x-queue-type", "classic"), Map.<String, Object>of())) {
            Channel channel = lab.channel(connection);
            AMQP.Channel.Close close = Refusals.expect(
                    "a redeclare with " + arguments,
                    406,
                    "50.10",
                    () -> channel.queueDeclare(queue, true, false, false, arguments));
            lab.expectText("inequivalent arg 'x-queue-type' for queue '" + queue + "'", close.getReplyText());
        }
    }

    @Test
    @Rule("QUORUM-03")
    @Needs({Capability.QUORUM_QUEUES, Capability.ADMIN, Capability.OBJECT_LISTS})
    void theBrokersListShowsLeaderMembersAndWhoIsOnline(Lab lab) throws Exception {
        Endpoint place = lab.freshVirtualHost();
        Channel channel = lab.channel(lab.connect(place));
        Quorum.declare(channel, "default");
        Quorum.declare(channel, "one", "x-quorum-initial-group-size", 1);
        lab.await(
                "facts about two quorum queues",
                Duration.ofMillis(300),
                () -> lab.admin().queues(place.virtualHost()).stream()
                                .filter(queue -> queue.facts().get("members") != null)
                                .count()
                        == 2);
        for (ObjectFacts queue : lab.admin().queues(place.virtualHost())) {
            String leader = String.valueOf(queue.facts().get("leader"));
            List<?> members = (List<?>) Expect.present("members", queue.facts().get("members"));
            Expect.that(members.contains(leader), "a leader among the members " + members, () -> leader);
            Expect.equal(
                    "who is online",
                    members.toString(),
                    String.valueOf(queue.facts().get("online")));
            boolean fewEnough = queue.name().equals("one") ? members.size() == 1 : members.size() <= 3;
            Expect.that(fewEnough, "the asked number of members, and no more than three by default", members::toString);
        }
        lab.remarks().note("that several nodes give three members needs a cluster");
    }

    @Test
    @Rule("QUORUM-11")
    void deletingIfEmptyOrIfUnusedIsNotImplemented(Lab lab) {
        for (boolean ifEmpty : new boolean[] {true, false}) {
            RawChannel channel = RawChannel.open(lab);
            String queue = Quorum.queue(lab, channel);
            channel.send(new AMQP.Queue.Delete.Builder()
                    .queue(queue)
                    .ifEmpty(ifEmpty)
                    .ifUnused(!ifEmpty)
                    .build());
            channel.expectConnectionClose(540, 50, 40);
            RawChannel after = RawChannel.open(lab);
            after.depth(queue);
            after.deleteQueue(queue);
        }
    }
}
