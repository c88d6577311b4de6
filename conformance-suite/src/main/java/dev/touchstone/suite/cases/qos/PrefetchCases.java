package dev.touchstone.suite.cases.qos;

import com.rabbitmq.client.AMQP;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code basic.qos}: the limits for consumers and for the channel. */
@Conformance
class PrefetchCases {
    @Test
    @Rule("QOS-01")
    void aLimitPerConsumerHoldsForEachConsumerSeparately(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = queueWith(lab, channel, 10);
        channel.qos(2, false);
        for (String consumer : List.of("A", "B")) {
            channel.consume(queue, consumer);
            Expect.equal("deliveries by consumer", Map.of(consumer, 2L), byConsumer(channel.deliver(2)));
            channel.quiet(queue);
        }
        Expect.equal("ready messages", 6L, channel.depth(queue));
    }

    @Test
    @Rule("QOS-01")
    void aLimitPerConsumerHoldsForConsumersStartedLaterOnly(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = queueWith(lab, channel, 0);
        channel.consume(queue, "free");
        channel.qos(1, false);
        String limited = queueWith(lab, channel, 3);
        channel.consume(limited, "limited");
        channel.deliver();
        channel.publish(queue, "a").publish(queue, "b").publish(queue, "c");
        Expect.equal("deliveries by consumer", Map.of("free", 3L), byConsumer(channel.deliver(3)));
        channel.quiet(limited);
    }

    @Test
    @Rule("QOS-02")
    void aGlobalLimitIsSharedByTheConsumersOfTheChannel(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = queueWith(lab, channel, 10);
        channel.qos(3, true);
        channel.consume(queue, "A");
        channel.deliver(3);
        channel.consume(queue, "B");
        channel.quiet(queue);
        Expect.equal("ready messages", 7L, channel.depth(queue));
        RawChannel other = channel.another(2);
        other.consume(queue, "C");
        Expect.equal("deliveries on another channel", 7, other.deliver(7).size());
    }

    @Test
    @Rule("QOS-03")
    void bothLimitsHoldAtOnce(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = queueWith(lab, channel, 10);
        channel.qos(2, false);
        channel.qos(3, true);
        channel.consume(queue, "A");
        Expect.equal("deliveries to the first", Map.of("A", 2L), byConsumer(channel.deliver(2)));
        channel.quiet(queue);
        channel.consume(queue, "B");
        Expect.equal("deliveries to the second", Map.of("B", 1L), byConsumer(channel.deliver(1)));
        channel.quiet(queue);
        Expect.equal("ready messages", 7L, channel.depth(queue));
    }

    @Test
    @Rule("QOS-04")
    void aPrefetchSizeIs540(Lab lab) {
        for (boolean global : List.of(false, true)) {
            RawChannel channel = RawChannel.open(lab);
            channel.send(
                    new AMQP.Basic.Qos.Builder().prefetchSize(1).global(global).build());
            MethodFields close = channel.expectConnectionClose(540, 60, 10);
            lab.expectText("prefetch_size!=0 (1)", close.text("reply-text"));
        }
    }

    @Test
    @Rule("QOS-05")
    void aPrefetchOfZeroIsNoLimit(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = queueWith(lab, channel, 50);
        channel.qos(0, false);
        channel.qos(0, true);
        channel.consume(queue, "c");
        channel.deliver(50);
        channel.quiet(queue);
    }

    @Test
    @Rule("QOS-06")
    void anotherLimitPerConsumerDoesNotTouchRunningConsumers(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = queueWith(lab, channel, 10);
        channel.qos(1, false);
        channel.consume(queue, "old");
        channel.deliver();
        channel.qos(5, false);
        channel.quiet(queue);
        Expect.equal("ready messages", 9L, channel.depth(queue));
        channel.consume(queue, "new");
        Expect.equal("deliveries by consumer", Map.of("new", 5L), byConsumer(channel.deliver(5)));
        channel.quiet(queue);
    }

    @Test
    @Rule("QOS-06")
    void aHigherGlobalLimitTakesEffectAtOnce(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = queueWith(lab, channel, 10);
        channel.qos(1, true);
        channel.consume(queue, "c");
        channel.deliver();
        channel.quiet(queue);
        channel.qos(3, true);
        channel.deliver(2);
        channel.quiet(queue);
        Expect.equal("ready messages", 7L, channel.depth(queue));
    }

    @Test
    @Rule("QOS-07")
    void aNonGlobalLimitLiftsTheGlobalOne(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = queueWith(lab, channel, 10);
        channel.qos(1, true);
        channel.consume(queue, "c");
        channel.deliver();
        channel.quiet(queue);
        channel.qos(0, false);
        channel.deliver(9);
        channel.quiet(queue);
    }

    @Test
    @Rule("QOS-08")
    void getIsNotLimited(Lab lab) {
        for (boolean global : List.of(false, true)) {
            RawChannel channel = RawChannel.open(lab);
            String queue = queueWith(lab, channel, 6);
            channel.qos(1, global);
            channel.consume(queue, "c");
            channel.deliver();
            Expect.equal("gets beside a full consumer", 5, channel.get(queue, 5).size());
            channel.expectEmpty(queue);
        }
    }

    @Test
    @Rule("QOS-08")
    void automaticConsumersAreNotLimited(Lab lab) {
        for (boolean global : List.of(false, true)) {
            RawChannel channel = RawChannel.open(lab);
            String queue = queueWith(lab, channel, 20);
            channel.qos(1, global);
            channel.consume(queue, "auto", true, Map.of());
            channel.deliver(20);
            channel.quiet(queue);
        }
    }

    @Test
    @Rule("QOS-10")
    @Needs(Capability.QUORUM_QUEUES)
    void consumingFromAQuorumQueueUnderAGlobalLimitIs540(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("quorum"), true, Map.of("x-queue-type", "quorum"));
        channel.qos(1, true);
        channel.send(new AMQP.Basic.Consume.Builder().queue(queue).build());
        MethodFields close = channel.expectConnectionClose(540, 60, 20);
        lab.expectText("does not support global qos", close.text("reply-text"));
    }

    private static String queueWith(Lab lab, RawChannel channel, int messages) {
        String queue = channel.declare(lab.name("q"));
        channel.fill(
                lab, queue, IntStream.range(0, messages).mapToObj(i -> "m" + i).toArray(String[]::new));
        return queue;
    }

    private static Map<String, Long> byConsumer(List<RawChannel.Message> deliveries) {
        return deliveries.stream().collect(Collectors.groupingBy(RawChannel.Message::consumer, Collectors.counting()));
    }
}
