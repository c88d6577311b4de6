package dev.touchstone.suite.cases.pubconfirm;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.MessageProperties;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an ack is worth when the node dies. */
@Conformance
class ConfirmDurabilityCases {
    private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum");

    @Test
    @Rule("PUB-CONFIRM-08")
    @Needs({Capability.NODE_CONTROL, Capability.DURABILITY})
    @NodeWide
    void aConfirmedPersistentMessageSurvivesTheDeathOfTheNode(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("durable"), true, Map.of());
        lab.node().keepDeclarations();
        channel.confirmSelect();
        for (int i = 1; i <= 20; i++) {
            channel.publish("", queue, MessageProperties.MINIMAL_PERSISTENT_BASIC, "kept");
        }
        Expect.equal("acked publishes", 20, channel.answersTo(20).acked().size());
        lab.node().kill();
        lab.node().start();
        Expect.equal("messages after the restart", 20L, RawChannel.open(lab).depth(queue));
    }

    @Test
    @Rule("PUB-CONFIRM-17")
    @Needs(Capability.QUORUM_QUEUES)
    void aQuorumQueueConfirmsTransientAndPersistentPublishes(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("quorum"), true, QUORUM);
        channel.confirmSelect();
        channel.publish("", queue, new AMQP.BasicProperties(), "transient");
        channel.publish("", queue, MessageProperties.MINIMAL_PERSISTENT_BASIC, "persistent");
        Expect.equal("acked publishes", Set.of(1L, 2L), channel.answersTo(2).acked());
        channel.barrier();
        lab.remarks().note("one node shows no majority: silence without one needs a cluster");
    }

    @Test
    @Rule("PUB-CONFIRM-17")
    @Needs({Capability.QUORUM_QUEUES, Capability.NODE_CONTROL, Capability.DURABILITY})
    @NodeWide
    void aQuorumQueueKeepsConfirmedTransientMessagesLikePersistentOnes(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("quorum"), true, QUORUM);
        lab.node().keepDeclarations();
        channel.confirmSelect();
        channel.publish("", queue, new AMQP.BasicProperties(), "transient");
        Expect.equal("acked publishes", Set.of(1L), channel.answersTo(1).acked());
        lab.node().kill();
        lab.node().start();
        RawChannel after = RawChannel.open(lab);
        lab.await("the transient message after the restart", () -> after.depth(queue) == 1);
    }
}
