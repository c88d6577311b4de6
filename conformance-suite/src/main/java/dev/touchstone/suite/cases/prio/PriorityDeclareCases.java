package dev.touchstone.suite.cases.prio;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.TargetAdmin.PolicySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Declaring priority queues. */
@Conformance
@Needs(Capability.PRIORITY_QUEUES)
class PriorityDeclareCases {
    private static final String ARGUMENT = "x-max-priority";

    @Test
    @Rule("PRIO-01")
    // A queue of 255 priorities is 256 queues and takes seconds to make; whoever switches tracing waits for its
    // channel.
    @ResourceLock("tracing")
    void maximaFromZeroTo255OfEveryIntegerWidthAreAccepted(Lab lab) throws Exception {
        Channel channel = lab.channel(lab.connectPatiently());
        for (Object maximum : List.<Object>of(0, 1, 255, (byte) 5, (short) 5, 5L)) {
            Optional<AMQP.Channel.Close> close =
                    Refusals.closeAfter(() -> lab.queue(channel, Map.of(ARGUMENT, maximum)));
            Expect.that(
                    close.isEmpty(),
                    "declare-ok with a maximum of " + maximum,
                    () -> close.map(Object::toString).orElse(""));
        }
    }

    @Test
    @Rule("PRIO-01")
    void otherMaximaAre406(Lab lab) {
        Connection connection = lab.connect();
        for (Object maximum : List.<Object>of(256, -1, 70_000L, "10", true, 5.5, List.of(5))) {
            Channel channel = lab.channel(connection);
            AMQP.Channel.Close close = Refusals.expect(
                    "queue.declare with a maximum of " + maximum,
                    406,
                    "50.10",
                    () -> lab.queue(channel, Map.of(ARGUMENT, maximum)));
            lab.expectText("invalid arg '" + ARGUMENT + "' for queue '", close.getReplyText());
        }
    }

    @Test
    @Rule("PRIO-07")
    void anotherOrNoMaximumInARedeclareIs406(Lab lab) throws Exception {
        Connection connection = lab.connect();
        String queue = lab.queue(lab.channel(connection), Map.of(ARGUMENT, 5));
        lab.channel(connection).queueDeclare(queue, false, false, false, Map.of(ARGUMENT, 5));
        for (Map<String, Object> arguments : List.of(Map.<String, Object>of(ARGUMENT, 6), Map.<String, Object>of())) {
            Channel channel = lab.channel(connection);
            AMQP.Channel.Close close = Refusals.expect(
                    "a redeclare with " + arguments,
                    406,
                    "50.10",
                    () -> channel.queueDeclare(queue, false, false, false, arguments));
            lab.expectText("inequivalent arg '" + ARGUMENT + "' for queue '" + queue + "'", close.getReplyText());
        }
    }

    @Test
    @Rule("PRIO-07")
    @Needs({Capability.ADMIN, Capability.POLICIES})
    void aPolicyCannotMakeAPriorityQueue(Lab lab) {
        PolicySpec policy = new PolicySpec("priorities", "^q$", "queues", 0, Map.of("max-priority", 5));
        String place = lab.freshVirtualHost().virtualHost();
        try {
            lab.admin().setPolicy(place, policy);
        } catch (AdminException refused) {
            lab.expectText("not recognised", String.valueOf(refused.getMessage()));
            return;
        }
        throw new Finding("a refusal of a policy with max-priority", "it was set");
    }
}
