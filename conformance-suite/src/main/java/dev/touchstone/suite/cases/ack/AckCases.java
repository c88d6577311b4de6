package dev.touchstone.suite.cases.ack;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Method;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code basic.ack} and the delivery tags that may be settled. */
@Conformance
class AckCases {
    private static final int[] ACK = {60, 80};
    private static final int[] REJECT = {60, 90};
    private static final int[] NACK = {60, 120};

    @Test
    @Rule("ACK-01")
    void anAckSettlesOneDelivery(Lab lab) {
        expectLeft(lab, List.of("0", "2", "3", "4"), channel -> channel.ack(2, false));
    }

    @Test
    @Rule("ACK-01")
    void anAckOfMultipleSettlesAllUpToItsTag(Lab lab) {
        expectLeft(lab, List.of("3", "4"), channel -> channel.ack(3, true));
    }

    @Test
    @Rule("ACK-01")
    void anAckOfMultipleZeroSettlesAll(Lab lab) {
        expectLeft(lab, List.of(), channel -> channel.ack(0, true));
    }

    @Test
    @Rule("ACK-01")
    void anAckOfMultipleReachesNoOtherChannel(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        RawChannel other = channel.another(2);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, "mine", "theirs");
        channel.get(queue);
        other.get(queue);
        channel.ack(0, true).quiet(queue);
        channel.close();
        other.close();
        channel.reopen();
        lab.await("the other channel's message is back", () -> channel.depth(queue) == 1);
        Expect.equal("body", "theirs", channel.get(queue).text());
    }

    @Test
    @Rule("ACK-04")
    void tagsMayBeAckedInAnyOrder(Lab lab) {
        expectLeft(
                lab,
                List.of("3", "4"),
                channel -> channel.ack(3, false).ack(1, false).ack(2, false));
    }

    @Test
    @Rule("ACK-02")
    void anUnknownTagIs406WithTheIdsOfTheMethodThatNamedIt(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        refuse(lab, channel, ack(99, false), ACK, 99);
        refuse(lab, channel, nack(98, false), NACK, 98);
        refuse(lab, channel, reject(97), REJECT, 97);
    }

    @Test
    @Rule("ACK-02")
    void zeroWithoutMultipleIsAnUnknownTag(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, "held");
        refuseAfterGet(lab, channel, queue, ack(0, false), ACK, 0);
        refuseAfterGet(lab, channel, queue, nack(0, false), NACK, 0);
        refuseAfterGet(lab, channel, queue, reject(0), REJECT, 0);
    }

    @Test
    @Rule("ACK-02")
    void multipleWithATagThatIsNotOutstandingIsAnUnknownTag(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, "held");
        refuseAfterGet(lab, channel, queue, ack(2, true), ACK, 2);
        refuseAfterGet(lab, channel, queue, nack(2, true), NACK, 2);
    }

    @Test
    @Rule("ACK-02")
    void aTagThatWasSettledBeforeIsUnknown(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        for (Refused again : List.of(
                new Refused(ack(1, false), ACK), new Refused(nack(1, false), NACK), new Refused(reject(1), REJECT))) {
            channel.fill(lab, queue, "once");
            channel.get(queue);
            channel.ack(1, false).barrier();
            refuse(lab, channel, again.method(), again.ids(), 1);
        }
    }

    @Test
    @Rule("ACK-02")
    void theTagOfAnAutomaticDeliveryIsUnknown(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        for (Refused late : List.of(
                new Refused(ack(1, false), ACK), new Refused(nack(1, false), NACK), new Refused(reject(1), REJECT))) {
            channel.consume(queue, "auto", true, Map.of());
            channel.publish(queue, "acked when sent");
            channel.deliver();
            refuse(lab, channel, late.method(), late.ids(), 1);
        }
    }

    @Test
    @Rule("ACK-02")
    void theTagOfAnotherChannelIsUnknown(Lab lab) {
        RawChannel holder = RawChannel.open(lab);
        String queue = holder.declare(lab.name("q"));
        holder.fill(lab, queue, "held");
        Expect.equal("tag", 1L, holder.get(queue).tag());
        RawChannel other = holder.another(2);
        refuse(lab, other, ack(1, false), ACK, 1);
        refuse(lab, other, nack(1, false), NACK, 1);
        refuse(lab, other, reject(1), REJECT, 1);
        holder.ack(1, false).barrier();
    }

    @Test
    @Rule("ACK-03")
    void multipleZeroWithNothingOutstandingIsNoError(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        channel.ack(0, true).barrier();
        channel.nack(0, true, true).barrier();
        channel.nack(0, true, false).barrier();
    }

    @Test
    @Rule("ACK-12")
    @Needs({Capability.MESSAGE_TTL, Capability.DEAD_LETTERING})
    void anUnacknowledgedMessageDoesNotExpireAndItsLateAckIsFine(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String dead = channel.declare(lab.name("dead"));
        String queue = channel.declare(
                lab.name("q"),
                false,
                Map.of("x-message-ttl", 200, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", dead));
        channel.qos(1, false);
        channel.consume(queue, "c");
        channel.publish(queue, "held");
        channel.deliver();
        channel.publish(queue, "left to expire");
        lab.await("the younger message expired", () -> channel.depth(dead) == 1);
        channel.ack(1, false).quiet(queue);
        Expect.equal(
                "expired message", "left to expire", channel.get(dead, true).text());
        channel.close();
        channel.reopen();
        channel.expectEmpty(queue);
        channel.expectEmpty(dead);
    }

    /** A method that names a tag, and its class and method ids. */
    private record Refused(Method method, int[] ids) {}

    private static void refuseAfterGet(Lab lab, RawChannel channel, String queue, Method method, int[] ids, long tag) {
        lab.await("one message in " + queue, () -> channel.depth(queue) == 1);
        channel.get(queue);
        refuse(lab, channel, method, ids, tag);
    }

    /** Expects 406 for that method, and opens the channel again. */
    private static void refuse(Lab lab, RawChannel channel, Method method, int[] ids, long tag) {
        MethodFields close = channel.send(method).expectChannelClose(406, ids[0], ids[1]);
        lab.expectText("unknown delivery tag " + tag, close.text("reply-text"));
        channel.reopen();
    }

    /** Takes five messages, settles some, closes the channel: these must come back, in this order. */
    private static void expectLeft(Lab lab, List<String> wanted, java.util.function.Consumer<RawChannel> settle) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, "0", "1", "2", "3", "4");
        channel.get(queue, 5);
        settle.accept(channel);
        channel.quiet(queue);
        Expect.equal("ready messages while the rest is unacknowledged", 0L, channel.depth(queue));
        channel.close();
        channel.reopen();
        lab.await(wanted.size() + " messages back", () -> channel.depth(queue) == wanted.size());
        Expect.equal("what came back", wanted, RawChannel.texts(channel.get(queue, wanted.size())));
    }

    private static Method ack(long tag, boolean multiple) {
        return new AMQP.Basic.Ack.Builder().deliveryTag(tag).multiple(multiple).build();
    }

    private static Method nack(long tag, boolean multiple) {
        return new AMQP.Basic.Nack.Builder().deliveryTag(tag).multiple(multiple).build();
    }

    private static Method reject(long tag) {
        return new AMQP.Basic.Reject.Builder().deliveryTag(tag).build();
    }
}
