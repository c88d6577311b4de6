package dev.touchstone.suite.cases.tx;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.TargetAdmin;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Publishes on a transactional channel. */
@Conformance
class TxPublishCases {
    @Test
    @Rule("TX-02")
    void publishesBecomeVisibleAtCommit(Lab lab) throws Exception {
        Channel channel = lab.channel();
        Channel witness = lab.channel();
        String queue = lab.queue(channel);
        channel.txSelect();
        for (int i = 0; i < 10; i++) {
            lab.publish(channel, "", queue, "m" + i);
        }
        Expect.equal("messages before commit", 0, lab.depth(channel, queue));
        channel.txCommit();
        Expect.equal("messages right after commit-ok, seen from elsewhere", 10, lab.depth(witness, queue));
        for (int i = 0; i < 10; i++) {
            Expect.equal("body", "m" + i, lab.get(witness, queue));
        }
        channel.txCommit();
        Expect.equal("messages after a second commit", 0, lab.depth(witness, queue));
    }

    @Test
    @Rule("TX-02")
    void rollbackDropsPublishes(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel);
        channel.txSelect();
        lab.publish(channel, "", queue, "rolled back");
        channel.txRollback();
        lab.publish(channel, "", queue, "committed");
        channel.txCommit();
        Expect.equal("messages", 1, lab.depth(channel, queue));
        Expect.equal("body", "committed", lab.get(channel, queue));
    }

    @Test
    @Rule("TX-02")
    void closingTheChannelDropsPublishes(Lab lab) throws Exception {
        Channel witness = lab.channel();
        Channel closing = lab.channel();
        String queue = lab.queue(witness);
        closing.txSelect();
        lab.publish(closing, "", queue, "never committed");
        closing.close();
        lab.publishConfirmed(witness, "", queue, "afterwards");
        Expect.equal("messages", 1, lab.depth(witness, queue));
        Expect.equal("body", "afterwards", lab.get(witness, queue));
    }

    @Test
    @Rule("TX-02")
    void aChannelErrorDropsPublishes(Lab lab) throws Exception {
        Channel witness = lab.channel();
        Channel failing = lab.channel();
        String queue = lab.queue(witness);
        failing.txSelect();
        lab.publish(failing, "", queue, "never committed");
        String missing = lab.name("missing");
        Refusals.expect(
                "a passive declare of a missing queue", 404, "50.10", () -> failing.queueDeclarePassive(missing));
        lab.publishConfirmed(witness, "", queue, "afterwards");
        Expect.equal("messages", 1, lab.depth(witness, queue));
    }

    @Test
    @Rule("TX-03")
    void aMissingExchangeIsAnErrorOfThePublish(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String missing = lab.name("missing");
        channel.txSelect();
        lab.expectChannelClose(channel, 404, 60, 40, () -> lab.publish(channel, missing, "k", "x"));
    }

    @Test
    @Rule("TX-03")
    void badPropertiesAreAnErrorOfThePublish(Lab lab) throws Exception {
        Channel channel = lab.channel();
        channel.txSelect();
        AMQP.BasicProperties bad =
                new AMQP.BasicProperties.Builder().expiration("never").build();
        lab.expectChannelClose(channel, 406, 60, 40, () -> channel.basicPublish("amq.fanout", "k", bad, new byte[1]));
    }

    @Test
    @Rule("TX-03")
    @Needs(Capability.ADMIN)
    void aMissingPermissionIsAnErrorOfThePublish(Lab lab) throws Exception {
        Connection restricted = lab.connect(lab.user(new TargetAdmin.Permissions(".*", "", ".*")));
        Channel channel = lab.channel(restricted);
        channel.txSelect();
        lab.expectChannelClose(channel, 403, 60, 40, () -> lab.publish(channel, "amq.fanout", "k", "x"));
    }

    @Test
    @Rule("TX-04")
    void aMessageIsRoutedWhenItIsPublished(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        String bound = lab.queue(channel);
        String late = lab.queue(channel);
        channel.queueBind(bound, exchange, "k");
        channel.txSelect();
        lab.publish(channel, exchange, "k", "x");
        channel.queueUnbind(bound, exchange, "k");
        channel.queueBind(late, exchange, "k");
        channel.txCommit();
        Expect.equal("messages in the queue that was bound at publish", 1, lab.depth(channel, bound));
        Expect.equal("messages in the queue that is bound at commit", 0, lab.depth(channel, late));
    }

    @Test
    @Rule("TX-08")
    @Needs(Capability.LENGTH_LIMITS)
    void aQueueThatRejectsMakesCommitFailAndTheRestStays(Lab lab) throws Exception {
        Channel channel = lab.channel();
        Channel witness = lab.channel();
        String full = lab.queue(witness, Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
        String roomy = lab.queue(witness);
        channel.txSelect();
        lab.publish(channel, "", full, "fits");
        lab.publish(channel, "", full, "one too many");
        lab.publish(channel, "", roomy, "elsewhere");
        AMQP.Channel.Close close = Refusals.expect("tx.commit", 406, "90.20", channel::txCommit);
        lab.expectText("partial tx completion", close.getReplyText());
        lab.awaitDepth(witness, full, 1);
        lab.awaitDepth(witness, roomy, 1);
        Expect.equal("body in the full queue", "fits", lab.get(witness, full));
    }

    @Test
    @Rule("TX-08")
    @Needs(Capability.DURABILITY)
    @NodeWide
    void persistentMessagesAreOnDiskAtCommitOk(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.name("durable");
        channel.queueDeclare(queue, true, false, false, Map.of());
        lab.node().keepDeclarations();
        channel.txSelect();
        for (int i = 0; i < 50; i++) {
            channel.basicPublish(
                    "", queue, MessageProperties.PERSISTENT_TEXT_PLAIN, ("m" + i).getBytes(StandardCharsets.UTF_8));
        }
        channel.txCommit();
        lab.node().kill();
        lab.node().start();
        Channel after = lab.channel();
        lab.awaitDepth(after, queue, 50);
        for (int i = 0; i < 50; i++) {
            Expect.equal("body", "m" + i, lab.get(after, queue));
        }
    }

    @Test
    @Rule("TX-10")
    @Needs(Capability.LENGTH_LIMITS)
    void noAtomicityOverSeveralQueuesIsPromised(Lab lab) throws Exception {
        Channel channel = lab.channel();
        Channel witness = lab.channel();
        String full = lab.queue(witness, Map.of("x-max-length", 0, "x-overflow", "reject-publish"));
        String other = lab.queue(witness);
        channel.txSelect();
        lab.publish(channel, "", full, "refused");
        lab.publish(channel, "", other, "accepted");
        boolean failed = Refusals.closeAfter(channel::txCommit).isPresent();
        lab.publishConfirmed(witness, "", other, "barrier");
        lab.remarks()
                .info("a transaction over a queue that refuses and one that accepts: commit "
                        + (failed ? "fails" : "succeeds") + ", the accepting queue keeps "
                        + (lab.depth(witness, other) - 1) + " of 1 message");
    }
}
