package dev.touchstone.suite.cases.cons;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.ProbeEvent;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.TargetAdmin.ConsumerFacts;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Consumers as an operator sees them: who is active, and who held a message too long. */
@Conformance
class ConsumerAdminCases {
    @Test
    @Rule("CONS-15")
    @Needs(Capability.OBJECT_LISTS)
    void theListOfConsumersTellsTheSingleActiveOne(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String single = channel.declare(lab.name("single"), false, Map.of("x-single-active-consumer", true));
        String plain = channel.declare(lab.name("plain"));
        channel.consume(single, "one");
        channel.consume(single, "two");
        channel.consume(plain, "three");
        awaitConsumers(
                lab, Map.of("one", "true single_active", "two", "false waiting", "three", "true up"), single, plain);
        channel.cancel("one");
        awaitConsumers(lab, Map.of("two", "true single_active", "three", "true up"), single, plain);
    }

    private static void awaitConsumers(Lab lab, Map<String, String> wanted, String... queues) {
        lab.await(
                "active and activity_status of the consumers: " + wanted,
                Duration.ofMillis(300),
                () -> lab.admin().consumers(lab.endpoint().virtualHost()).stream()
                        .filter(facts -> java.util.List.of(queues).contains(facts.queue()))
                        .collect(Collectors.toMap(
                                ConsumerFacts::consumerTag, facts -> facts.active() + " " + facts.activityStatus()))
                        .equals(wanted));
    }

    @Test
    @Timed
    @Rule("CONS-14")
    @Needs(Capability.NODE_CONTROL)
    @NodeWide(config = "consumer_timeout = 2000")
    void aDeliveryThatIsNotAcknowledgedInTimeClosesTheChannel(Lab lab) {
        tickEverySecond(lab);
        RawChannel channel = RawChannel.open(lab);
        RawChannel keeper = RawChannel.open(lab);
        String queue = keeper.declare(lab.name("q"));
        channel.consume(queue, "slow");
        keeper.publish(queue, "held").publish(queue, "held too");
        channel.deliver(2);
        long since = System.nanoTime();
        ProbeEvent event = channel.dialogue().next(Duration.ofSeconds(8));
        long millis = (System.nanoTime() - since) / 1_000_000;
        MethodFields close = closeIn(event);
        Expect.equal("reply code", 406L, close.number("reply-code"));
        lab.expectText(
                "delivery acknowledgement on channel 1 timed out. Timeout value used: 2000 ms.",
                close.text("reply-text"));
        Expect.that(millis >= 1_900, "a close no earlier than the timeout of 2000 ms", () -> "after " + millis + " ms");
        Expect.that(millis <= 5_000, "a close one tick after the timeout", () -> "after " + millis + " ms");
        channel.send(new AMQP.Channel.CloseOk.Builder().build());
        lab.await("all its messages are back", () -> keeper.depth(queue) == 2);
        Expect.equal("redelivered", true, keeper.get(queue).redelivered());
    }

    private static MethodFields closeIn(ProbeEvent event) {
        Optional<MethodFields> close =
                event instanceof ProbeEvent.Frame frame && frame.frame().is("channel.close")
                        ? Optional.of(frame.frame().method())
                        : Optional.empty();
        Expect.that(close.isPresent(), "channel.close 406", event::toString);
        return close.orElseThrow();
    }

    /** RabbitMQ looks only at every tick of a channel, once a minute, and knows no line of configuration for it. */
    private static void tickEverySecond(Lab lab) {
        try {
            lab.node().control("eval", "application:set_env(rabbit, channel_tick_interval, 1000).");
        } catch (UnsupportedByTarget | AdminException e) {
            lab.remarks().note("no way to shorten the channel tick: " + e.getMessage());
        }
    }
}
