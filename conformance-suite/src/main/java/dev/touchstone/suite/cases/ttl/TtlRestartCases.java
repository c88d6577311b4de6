package dev.touchstone.suite.cases.ttl;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Capability;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A time to live over the restart of a node. */
@Conformance
@Needs({Capability.MESSAGE_TTL, Capability.NODE_CONTROL, Capability.DURABILITY})
class TtlRestartCases {
    private static final long TTL_MILLIS = 6_000;

    /** The message must be gone sooner than a time that began anew with the restart would allow. */
    @Test
    @Rule("TTL-15")
    @NodeWide
    @Timed
    void aMessageAgesWhileTheNodeIsDown(Lab lab) {
        RawChannel before = RawChannel.open(lab);
        String queue = before.declare(lab.name("durable"), true, Map.of());
        before.confirmSelect();
        Lifetime life = Lifetime.begin(lab);
        before.publish("", queue, persistent(Long.toString(TTL_MILLIS)), "aged");
        before.publish("", queue, persistent("120000"), "lasting");
        Expect.equal("acked publishes", Set.of(1L, 2L), before.answersTo(2).acked());
        lab.node().stop();
        lab.node().start();
        Lifetime up = Lifetime.begin(lab);
        long left = Math.max(0, TTL_MILLIS - life.millis());
        RawChannel after = RawChannel.open(lab);
        life.expectEnd("a message with 6 s to live", TTL_MILLIS, () -> after.depth(queue) == 1);
        up.expectWithin("the end of a message with " + left + " ms left when the node was up", left + 1_500);
        Expect.equal("what is left", "lasting", after.get(queue, true).text());
    }

    private static AMQP.BasicProperties persistent(String expiration) {
        return new AMQP.BasicProperties.Builder()
                .deliveryMode(2)
                .expiration(expiration)
                .build();
    }
}
