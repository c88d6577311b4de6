package dev.touchstone.suite.cases.dur;

import com.rabbitmq.client.MessageProperties;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the death of a node leaves. */
@Conformance
@Needs({Capability.NODE_CONTROL, Capability.DURABILITY})
class CrashCases {
    @Test
    @Rule("DUR-07")
    @NodeWide
    void confirmedPersistentMessagesSurviveAKillRightAfterTheAck(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("durable"), true, Map.of());
        lab.node().keepDeclarations();
        channel.confirmSelect();
        List<String> bodies = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            // The last body is too long to be kept in the index of the queue (4096 octets by default).
            String body = "m" + i + (i == 20 ? "x".repeat(20_000) : "");
            bodies.add(body);
            channel.publish("", queue, MessageProperties.MINIMAL_PERSISTENT_BASIC, body);
        }
        Expect.equal("acked publishes", 20, channel.answersTo(20).acked().size());
        lab.node().kill();
        lab.node().start();
        RawChannel after = RawChannel.open(lab);
        Expect.equal("messages after the restart", 20L, after.depth(queue));
        Expect.equal("bodies after the restart", bodies, RawChannel.texts(after.get(queue, 20)));
    }
}
