package dev.touchstone.suite.cases.pubconfirm;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.MessageProperties;
import dev.touchstone.suite.lab.Answers;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.ProbeEvent;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a publish must have reached before it is answered, and what turns the answer into a nack or into silence. */
@Conformance
class ConfirmMomentCases {
    private static final AMQP.BasicProperties TRANSIENT = new AMQP.BasicProperties();
    private static final AMQP.BasicProperties PERSISTENT = MessageProperties.MINIMAL_PERSISTENT_BASIC;

    @Test
    @Rule("PUB-CONFIRM-07")
    void anUnroutablePublishIsAckedAndNothingElseComes(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        channel.confirmSelect();
        channel.publish("amq.direct", lab.name("unbound"), TRANSIENT, "nowhere");
        MethodFields ack = channel.expect("basic.ack");
        Expect.equal("number of the ack", 1L, ack.number("delivery-tag"));
        channel.barrier();
    }

    @Test
    @Rule({"PUB-CONFIRM-08", "PUB-CONFIRM-07", "PUB-CONFIRM-12"})
    void persistentUnroutableAndTransientPublishesAreAllAcked(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String durable = channel.declare(lab.name("durable"), true, Map.of());
        String light = channel.declare(lab.name("light"));
        channel.confirmSelect();
        channel.publish("", durable, PERSISTENT, "kept");
        channel.publish("", lab.name("missing"), PERSISTENT, "nowhere");
        channel.publish("", durable, TRANSIENT, "light");
        channel.publish("", light, PERSISTENT, "light too");
        Answers answers = channel.answersTo(4);
        Expect.equal("acked publishes", Set.of(1L, 2L, 3L, 4L), answers.acked());
        lab.remarks().note("answers: " + answers.frames());
        Expect.equal("messages in the durable queue", 2L, channel.depth(durable));
        Expect.equal("messages in the transient queue", 1L, channel.depth(light));
    }

    @Test
    @Rule("PUB-CONFIRM-09")
    void aPersistentPublishToAWaitingConsumerIsConfirmedToo(Lab lab) {
        RawChannel consumer = RawChannel.open(lab);
        String queue = consumer.declare(lab.name("durable"), true, Map.of());
        consumer.consume(queue, "c", true, Map.of());
        RawChannel publisher = RawChannel.open(lab);
        publisher.confirmSelect();
        publisher.publish("", queue, PERSISTENT, "through");
        Expect.equal("acked publishes", Set.of(1L), publisher.answersTo(1).acked());
        Expect.equal("body", "through", consumer.deliver().text());
        Expect.equal("messages in the queue", 0L, publisher.depth(queue));
    }

    @Test
    @Rule("PUB-CONFIRM-09")
    void aPersistentPublishThatAConsumerAcknowledgesIsConfirmedToo(Lab lab) {
        RawChannel consumer = RawChannel.open(lab);
        String queue = consumer.declare(lab.name("durable"), true, Map.of());
        consumer.consume(queue, "c");
        RawChannel publisher = RawChannel.open(lab);
        publisher.confirmSelect();
        publisher.publish("", queue, PERSISTENT, "through");
        consumer.ack(consumer.deliver().tag(), false);
        Expect.equal("acked publishes", Set.of(1L), publisher.answersTo(1).acked());
        publisher.quiet(queue);
    }

    @Test
    @Rule("PUB-CONFIRM-10")
    void theAckComesAfterEveryQueueHasTheMessage(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String fanout = fanout(lab, channel);
        String[] queues = new String[8];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = bound(channel, channel.declare(lab.name("q" + i)), fanout);
        }
        RawChannel publisher = RawChannel.open(lab);
        publisher.confirmSelect();
        publisher.publish(fanout, "", TRANSIENT, "to all");
        Expect.equal("acked publishes", Set.of(1L), publisher.answersTo(1).acked());
        for (String queue : queues) {
            Expect.equal("messages in " + queue + " once the ack is here", 1L, channel.depth(queue));
        }
    }

    @Test
    @Rule("PUB-CONFIRM-10")
    @Needs(Capability.LENGTH_LIMITS)
    void oneRefusingQueueMakesItANackAndTheOthersKeepTheirCopy(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String fanout = fanout(lab, channel);
        String roomy = bound(channel, channel.declare(lab.name("roomy")), fanout);
        String full = bound(channel, channel.declare(lab.name("full"), false, REJECTING), fanout);
        channel.confirmSelect();
        channel.publish(fanout, "", TRANSIENT, "half refused");
        Answers answers = channel.answersTo(1);
        Expect.equal("nacked publishes", Set.of(1L), answers.nacked());
        channel.quiet(full);
        Expect.equal("messages in the queue with room", 1L, channel.depth(roomy));
        Expect.equal("messages in the full queue", 0L, channel.depth(full));
    }

    @Test
    @Rule("PUB-CONFIRM-15")
    @Needs(Capability.LENGTH_LIMITS)
    void theNackOnTheWireHasTheRequeueBitSet(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String full = channel.declare(lab.name("full"), false, REJECTING);
        channel.confirmSelect();
        channel.publish(full, "refused");
        MethodFields nack = channel.expect("basic.nack");
        Expect.equal("number of the nack", 1L, nack.number("delivery-tag"));
        Expect.equal("requeue bit of the nack", true, nack.flag("requeue"));
        channel.quiet(full);
        Expect.equal("messages in the full queue", 0L, channel.depth(full));
    }

    @Test
    @Rule("PUB-CONFIRM-11")
    void publishesPendingWhenTheirQueueIsDeletedAreAcked(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("durable"), true, Map.of());
        channel.confirmSelect();
        for (int i = 0; i < 50; i++) {
            channel.publish("", queue, PERSISTENT, "doomed");
        }
        channel.send(new AMQP.Queue.Delete.Builder().queue(queue).nowait(true).build());
        Answers answers = channel.answersTo(50);
        Expect.equal("nacked publishes", Set.of(), answers.nacked());
        channel.barrier();
    }

    @Test
    @Rule("PUB-CONFIRM-13")
    void aChannelErrorEndsTheConfirmsOfThatChannel(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("durable"), true, Map.of());
        channel.confirmSelect();
        channel.publish("", queue, PERSISTENT, "unknown fate");
        channel.publish(lab.name("missing"), "", TRANSIENT, "error");
        MethodFields first = method(channel.dialogue().next());
        if (first.name().equals("basic.ack")) {
            Expect.equal("number of an ack before the close", 1L, first.number("delivery-tag"));
            first = channel.expect("channel.close");
        }
        Expect.equal("answer to the publish to a missing exchange", "channel.close", first.name());
        Expect.equal("reply code", 404L, first.number("reply-code"));
        channel.send(new AMQP.Channel.CloseOk.Builder().build());
        channel.reopen();
        channel.quiet(queue);
        channel.confirmSelect();
        channel.publish(queue, "counting anew");
        Expect.equal(
                "acked publishes of the new channel",
                Set.of(1L),
                channel.answersTo(1).acked());
    }

    private static final Map<String, Object> REJECTING = Map.of("x-max-length", 0, "x-overflow", "reject-publish");

    private static MethodFields method(ProbeEvent event) {
        if (event instanceof ProbeEvent.Frame frame
                && (frame.frame().is("basic.ack") || frame.frame().is("channel.close"))) {
            return frame.frame().method();
        }
        throw new Finding("basic.ack of publish 1, or channel.close 404", event.toString());
    }

    private static String fanout(Lab lab, RawChannel channel) {
        String fanout = lab.name("fanout");
        channel.call(
                new AMQP.Exchange.Declare.Builder()
                        .exchange(fanout)
                        .type(BuiltinExchangeType.FANOUT.getType())
                        .build(),
                "exchange.declare-ok");
        return fanout;
    }

    private static String bound(RawChannel channel, String queue, String exchange) {
        channel.call(
                new AMQP.Queue.Bind.Builder().queue(queue).exchange(exchange).build(), "queue.bind-ok");
        return queue;
    }
}
