package dev.touchstone.suite.cases.queue;

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
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code queue.declare} of a queue that exists: what must be equal, and what need not. */
@Conformance
class QueueEquivalenceCases {
    @Test
    @Rule("QUEUE-05")
    void anotherDurableFlagIs406(Lab lab) throws Exception {
        for (boolean durable : new boolean[] {true, false}) {
            Channel channel = lab.channel();
            String queue = lab.name("q");
            channel.queueDeclare(queue, durable, false, false, Map.of());
            channel.queueDeclare(queue, durable, false, false, Map.of());
            AMQP.Channel.Close close = Refusals.expect(
                    "a redeclare with durable=" + !durable,
                    406,
                    "50.10",
                    () -> channel.queueDeclare(queue, !durable, false, false, Map.of()));
            lab.expectText("inequivalent arg 'durable' for queue '" + queue + "' in vhost", close.getReplyText());
        }
    }

    @Test
    @Rule("QUEUE-05")
    void anotherAutoDeleteFlagIs406(Lab lab) throws Exception {
        for (boolean autoDelete : new boolean[] {true, false}) {
            Channel channel = lab.channel();
            String queue = lab.name("q");
            channel.queueDeclare(queue, false, false, autoDelete, Map.of());
            channel.queueDeclare(queue, false, false, autoDelete, Map.of());
            AMQP.Channel.Close close = Refusals.expect(
                    "a redeclare with auto-delete=" + !autoDelete,
                    406,
                    "50.10",
                    () -> channel.queueDeclare(queue, false, false, !autoDelete, Map.of()));
            lab.expectText("inequivalent arg 'auto_delete' for queue '" + queue + "'", close.getReplyText());
        }
    }

    @Test
    @Rule("QUEUE-05")
    void anotherExclusiveFlagIs405(Lab lab) throws Exception {
        for (boolean exclusive : new boolean[] {true, false}) {
            Channel channel = lab.channel();
            String queue = lab.name("q");
            channel.queueDeclare(queue, false, exclusive, false, Map.of());
            channel.queueDeclare(queue, false, exclusive, false, Map.of());
            Refusals.expect(
                    "a redeclare with exclusive=" + !exclusive,
                    405,
                    "50.10",
                    () -> channel.queueDeclare(queue, false, !exclusive, false, Map.of()));
        }
    }

    @Test
    @Rule("QUEUE-05")
    void otherValuesOfGeneralArgumentsAre406(Lab lab) throws Exception {
        ArgumentTable table = new ArgumentTable(lab);
        table.inequivalent("x-single-active-consumer", true, false);
        table.inequivalent("x-queue-mode", "lazy", "default");
    }

    @Test
    @Rule("QUEUE-05")
    @Needs(Capability.MESSAGE_TTL)
    void otherValuesOfExpiryArgumentsAre406(Lab lab) throws Exception {
        ArgumentTable table = new ArgumentTable(lab);
        table.inequivalent("x-message-ttl", 60_000, 60_001);
        table.inequivalent("x-expires", 60_000, 60_001);
    }

    @Test
    @Rule("QUEUE-05")
    @Needs(Capability.LENGTH_LIMITS)
    void otherValuesOfLengthLimitsAre406(Lab lab) throws Exception {
        ArgumentTable table = new ArgumentTable(lab);
        table.inequivalent("x-max-length", 10, 11);
        table.inequivalent("x-max-length-bytes", 1000, 1001);
        table.inequivalent("x-overflow", "reject-publish", "drop-head");
    }

    @Test
    @Rule("QUEUE-05")
    @Needs(Capability.DEAD_LETTERING)
    void otherValuesOfDeadLetterArgumentsAre406(Lab lab) throws Exception {
        ArgumentTable table = new ArgumentTable(lab);
        table.inequivalent("x-dead-letter-exchange", "one", "two");
        table.with(Map.of("x-dead-letter-exchange", "one")).inequivalent("x-dead-letter-routing-key", "one", "two");
    }

    @Test
    @Rule("QUEUE-05")
    @Needs(Capability.PRIORITY_QUEUES)
    void anotherNumberOfPrioritiesIs406(Lab lab) throws Exception {
        new ArgumentTable(lab).inequivalent("x-max-priority", 5, 6);
    }

    @Test
    @Rule("QUEUE-06")
    void unknownArgumentsAreNotCompared(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.name("q");
        for (Map<String, Object> arguments : java.util.List.<Map<String, Object>>of(
                Map.of("x-foo", 1, "foo", "bar"),
                Map.of("x-foo", "other", "foo", 2.5),
                Map.of(),
                Map.of("x-bar", true),
                Map.of("x-foo", 1, "foo", "bar"))) {
            Expect.that(
                    Refusals.closeAfter(() -> channel.queueDeclare(queue, false, false, false, arguments))
                            .isEmpty(),
                    "declare-ok to a redeclare with " + arguments,
                    () -> String.valueOf(channel.getCloseReason()));
        }
    }

    @Test
    @Rule("QUEUE-06")
    @Needs(Capability.OBJECT_LISTS)
    void unknownArgumentsAreStoredAsTheFirstDeclareGaveThem(Lab lab) throws Exception {
        Channel channel = lab.channel();
        Map<String, Object> arguments = Map.of("x-foo", 1, "foo", "bar");
        String queue = lab.queue(channel, arguments);
        channel.queueDeclare(queue, false, false, false, Map.of("x-foo", 2));
        String listed = new TreeMap<>(arguments).toString();
        lab.await(
                queue + " listed with arguments " + listed,
                () -> QueueFacts.of(lab, queue).get("arguments") instanceof Map<?, ?> found
                        && new TreeMap<>(found).toString().equals(listed));
    }

    @Test
    @Rule({"QUEUE-12", "QUEUE-05"})
    void exclusivityIsJudgedBeforeAllElse(Lab lab) throws Exception {
        Connection owner = lab.connect();
        Connection other = lab.connect();
        String queue = lab.name("q");
        lab.channel(owner).queueDeclare(queue, false, true, false, Map.of());
        Map<String, Object> unlike = Map.of("x-queue-mode", "lazy");
        Channel again = lab.channel(owner);
        Refusals.expect(
                "the owner's redeclare without exclusive",
                405,
                "50.10",
                () -> again.queueDeclare(queue, false, false, false, Map.of()));
        Channel allElse = lab.channel(owner);
        AMQP.Channel.Close close = Refusals.expect(
                "the owner's redeclare without exclusive that differs in all else too",
                405,
                "50.10",
                () -> allElse.queueDeclare(queue, true, false, true, unlike));
        lab.expectText("cannot obtain exclusive access to locked queue '" + queue + "'", close.getReplyText());
        Channel stranger = lab.channel(other);
        Refusals.expect(
                "another connection's redeclare that differs in all",
                405,
                "50.10",
                () -> stranger.queueDeclare(queue, true, true, true, unlike));
    }

    @Test
    @Rule("QUEUE-13")
    void anExclusiveQueueIsTheSameWithDurableAndWithout(Lab lab) throws Exception {
        Channel channel = lab.channel();
        for (boolean first : new boolean[] {true, false}) {
            String queue = lab.name("q");
            channel.queueDeclare(queue, first, true, false, Map.of());
            for (boolean durable : new boolean[] {false, true}) {
                Expect.that(
                        Refusals.closeAfter(() -> channel.queueDeclare(queue, durable, true, false, Map.of()))
                                .isEmpty(),
                        "declare-ok to durable=" + durable + " after an exclusive declare with durable=" + first,
                        () -> String.valueOf(channel.getCloseReason()));
            }
        }
    }

    @Test
    @Rule("QUEUE-13")
    @Needs(Capability.OBJECT_LISTS)
    void anExclusiveQueueIsStoredAsNotDurable(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.name("q");
        channel.queueDeclare(queue, true, true, false, Map.of());
        lab.await(queue + " listed", () -> !QueueFacts.of(lab, queue).isEmpty());
        Expect.equal(
                "durable of the listed queue",
                "false",
                String.valueOf(QueueFacts.of(lab, queue).get("durable")));
    }
}
