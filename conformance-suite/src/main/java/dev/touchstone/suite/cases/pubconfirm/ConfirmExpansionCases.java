package dev.touchstone.suite.cases.pubconfirm;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.MessageProperties;
import dev.touchstone.suite.lab.Answers;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many publishes, few answers: {@code multiple}, batches, and that every number is answered exactly once. */
@Conformance
class ConfirmExpansionCases {
    private static final AMQP.BasicProperties TRANSIENT = new AMQP.BasicProperties();

    @Test
    @Rule({"PUB-CONFIRM-05", "PUB-CONFIRM-04"})
    void aHundredFastPublishesAreAckedExactlyOnceEach(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.confirmSelect();
        for (int i = 1; i <= 100; i++) {
            channel.publish(queue, "m" + i);
        }
        Answers answers = channel.answersTo(100);
        Expect.equal("acked publishes", numbers(1, 100), answers.acked());
        channel.quiet(queue);
        Expect.equal("messages in the queue", 100L, channel.depth(queue));
    }

    @Test
    @Rule({"PUB-CONFIRM-05", "PUB-CONFIRM-04", "PUB-CONFIRM-10"})
    @Needs(Capability.LENGTH_LIMITS)
    void multipleNeverCoversAPublishThatIsAnsweredTheOtherWay(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String roomy = channel.declare(lab.name("roomy"));
        String full = channel.declare(lab.name("full"), false, rejecting(0));
        channel.confirmSelect();
        Set<Long> toRoomy = new TreeSet<>();
        Set<Long> toFull = new TreeSet<>();
        for (long i = 1; i <= 60; i++) {
            boolean refused = i % 3 == 0;
            (refused ? toFull : toRoomy).add(i);
            channel.publish(refused ? full : roomy, "m" + i);
        }
        Answers answers = channel.answersTo(60);
        Expect.equal("acked publishes", toRoomy, answers.acked());
        Expect.equal("nacked publishes", toFull, answers.nacked());
        channel.quiet(roomy);
        Expect.equal("messages in the queue with room", 40L, channel.depth(roomy));
    }

    @Test
    @Rule("PUB-CONFIRM-06")
    void aHundredPersistentPublishesMayBeAnsweredByAnyNumberOfFrames(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"), true, Map.of());
        channel.confirmSelect();
        for (int i = 1; i <= 100; i++) {
            channel.publish("", queue, MessageProperties.MINIMAL_PERSISTENT_BASIC, "m" + i);
        }
        Answers answers = channel.answersTo(100);
        Expect.equal("acked publishes", numbers(1, 100), answers.acked());
        lab.remarks()
                .note("100 persistent publishes were answered by "
                        + answers.frames().size() + " frames");
        channel.quiet(queue);
    }

    @Test
    @Rule({"PUB-CONFIRM-04", "PUB-CONFIRM-12"})
    void mixedPublishesAreAnsweredOnceEachInWhateverOrder(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String durable = channel.declare(lab.name("durable"), true, Map.of());
        channel.confirmSelect();
        for (int i = 0; i < 30; i++) {
            channel.publish("", durable, MessageProperties.MINIMAL_PERSISTENT_BASIC, "kept");
            channel.publish("", durable, TRANSIENT, "light");
            channel.publish("", durable + "-missing", TRANSIENT, "nowhere");
        }
        Answers answers = channel.answersTo(90);
        Expect.equal("acked publishes", numbers(1, 90), answers.acked());
        String order = answers.frames().stream()
                .map(frame -> frame.number("delivery-tag") + (frame.flag("multiple") ? "m" : ""))
                .collect(Collectors.joining(" "));
        lab.remarks().note("answers came in the order " + order);
        channel.quiet(durable);
        Expect.equal("messages in the queue", 60L, channel.depth(durable));
    }

    private static Set<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().collect(Collectors.toSet());
    }

    private static Map<String, Object> rejecting(int maxLength) {
        return Map.of("x-max-length", maxLength, "x-overflow", "reject-publish");
    }
}
