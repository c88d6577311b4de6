package dev.touchstone.suite.cases.cons;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which consumer gets the next message, and how deliveries are numbered. */
@Conformance
class DispatchCases {
    @Test
    @Rule("CONS-06")
    void consumersOfEqualPriorityGetMessagesRoundRobin(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.consume(queue, "A");
        channel.consume(queue, "B");
        for (int i = 0; i < 6; i++) {
            channel.publish(queue, "m" + i);
        }
        List<RawChannel.Message> deliveries = channel.deliver(6);
        Expect.equal("bodies in order", List.of("m0", "m1", "m2", "m3", "m4", "m5"), RawChannel.texts(deliveries));
        Expect.equal("consumers in order", List.of("A", "B", "A", "B", "A", "B"), consumers(deliveries));
    }

    @Test
    @Rule("CONS-06")
    void oneConsumerGetsMessagesInTheOrderOfTheQueue(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        List<String> sent =
                java.util.stream.IntStream.range(0, 100).mapToObj(i -> "m" + i).toList();
        sent.subList(0, 50).forEach(body -> channel.publish(queue, body));
        channel.quiet(queue);
        channel.consume(queue, "c");
        sent.subList(50, 100).forEach(body -> channel.publish(queue, body));
        Expect.equal("bodies in order", sent, RawChannel.texts(channel.deliver(100)));
        channel.quiet(queue);
    }

    @Test
    @Rule("CONS-07")
    void higherPriorityIsServedFirstWhileItHasRoom(Lab lab) {
        expectOrder(lab, "default", Map.of(), "high", Map.of("x-priority", 5));
    }

    @Test
    @Rule("CONS-07")
    void theDefaultPriorityIsAboveNegativeOnes(Lab lab) {
        expectOrder(lab, "below", Map.of("x-priority", -1), "default", Map.of());
    }

    @Test
    @Rule("CONS-07")
    void theDefaultPriorityIsZero(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.consume(queue, "default");
        channel.consume(queue, "zero", false, Map.of("x-priority", 0));
        for (int i = 0; i < 4; i++) {
            channel.publish(queue, "m" + i);
        }
        Expect.equal(
                "consumers in order", List.of("default", "zero", "default", "zero"), consumers(channel.deliver(4)));
    }

    @Test
    @Rule("CONS-07")
    void aPriorityThatIsNoIntegerIs406(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        for (Object wrong : List.<Object>of("high", 1.5, true)) {
            AMQP.Basic.Consume consume = new AMQP.Basic.Consume.Builder()
                    .queue(queue)
                    .arguments(Map.of("x-priority", wrong))
                    .build();
            channel.send(consume).expectChannelClose(406, 60, 20);
            channel.reopen();
        }
    }

    @Test
    @Rule("CONS-10")
    void deliveryTagsCountDeliveriesAndGetsOfTheChannelTogether(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, "first", "second");
        Expect.equal("tag of a get", 1L, channel.get(queue).tag());
        channel.consume(queue, "auto", true, Map.of());
        Expect.equal(
                "tag of an automatically acknowledged delivery",
                2L,
                channel.deliver().tag());
        channel.cancel("auto");
        channel.fill(lab, queue, "third", "fourth");
        Expect.equal(
                "tag of an automatically acknowledged get",
                3L,
                channel.get(queue, true).tag());
        channel.consume(queue, "manual");
        Expect.equal("tag of a delivery", 4L, channel.deliver().tag());
        RawChannel other = channel.another(2);
        String own = other.declare(lab.name("own"));
        other.fill(lab, own, "first of another channel");
        Expect.equal("first tag of another channel", 1L, other.get(own).tag());
    }

    @Test
    @Rule("CONS-13")
    void getCountsTheMessagesThatAreLeft(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, "a", "b", "c");
        for (long left = 2; left >= 0; left--) {
            Expect.equal(
                    "ready messages left", left, channel.get(queue).method().number("message-count"));
        }
        channel.expectEmpty(queue);
        channel.reject(1, true);
        Expect.equal("ready messages left", 0L, channel.get(queue).method().number("message-count"));
    }

    @Test
    @Rule("CONS-13")
    void getFromAMissingQueueIs404(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String missing = lab.name("missing");
        channel.send(new AMQP.Basic.Get.Builder().queue(missing).build());
        String text = channel.expectChannelClose(404, 60, 70).text("reply-text");
        lab.expectText("no queue '" + missing + "' in vhost", text);
    }

    /** Two consumers with room for two messages each, the lower one first; four messages go to the higher one, then the lower. */
    private static void expectOrder(
            Lab lab, String low, Map<String, Object> lowArguments, String high, Map<String, Object> highArguments) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.qos(2, false);
        channel.consume(queue, low, false, lowArguments);
        channel.consume(queue, high, false, highArguments);
        for (int i = 0; i < 4; i++) {
            channel.publish(queue, "m" + i);
        }
        Expect.equal("consumers in order", List.of(high, high, low, low), consumers(channel.deliver(4)));
    }

    private static List<String> consumers(List<RawChannel.Message> deliveries) {
        return deliveries.stream().map(RawChannel.Message::consumer).toList();
    }
}
