package dev.touchstone.suite.cases.len;

import dev.touchstone.suite.lab.Deaths;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Length limits by policy. */
@Conformance
@Needs({Capability.LENGTH_LIMITS, Capability.POLICIES})
class LengthPolicyCases {
    @Test
    @Rule("LEN-11")
    void theSmallerOfArgumentAndPolicyIsTheLimit(Lab lab) {
        QueueBench bench = QueueBench.withPolicies(lab);
        bench.policy("low", "max-length", 1);
        bench.policy("high", "max-length", 10);
        bench.policy("short", "max-length-bytes", 4);
        expectLeft(bench, bench.queue("low", "x-max-length", 5), 1);
        expectLeft(bench, bench.queue("high", "x-max-length", 5), 5);
        expectLeft(bench, bench.queue("short", "x-max-length-bytes", 100), 2);
    }

    /** Eight messages of two octets. */
    private static void expectLeft(QueueBench bench, String queue, int messages) {
        for (int i = 0; i < 8; i++) {
            bench.enter(queue, "m" + i);
        }
        Expect.equal("messages left of 8", (long) messages, bench.channel().depth(queue));
    }

    @Test
    @Rule("LEN-11")
    void theArgumentForTheOverflowBeatsThePolicy(Lab lab) {
        QueueBench bench = QueueBench.withPolicies(lab);
        bench.policy("refusing", "max-length", 1, "overflow", "reject-publish");
        bench.policy("dropping", "max-length", 1, "overflow", "drop-head");
        expectKept(bench, bench.queue("refusing", "x-overflow", "drop-head"), "new", false);
        expectKept(bench, bench.queue("dropping", "x-overflow", "reject-publish"), "old", true);
        expectKept(bench, bench.queue("refusing"), "old", true);
    }

    private static void expectKept(QueueBench bench, String queue, String kept, boolean nacked) {
        RawChannel publisher = bench.another();
        publisher.confirmSelect();
        publisher.publish(queue, "old").publish(queue, "new");
        Expect.equal(
                "nack of the second publish",
                nacked,
                publisher.answersTo(2).nacked().contains(2L));
        Expect.equal("what is kept", kept, bench.take(queue).text());
        bench.channel().expectEmpty(queue);
    }

    @Test
    @Rule("LEN-12")
    @Needs(Capability.DEAD_LETTERING)
    void aLoweredLimitDropsTheOldestAtOnce(Lab lab) {
        QueueBench bench = QueueBench.withPolicies(lab);
        String box = bench.queue("box");
        bench.policy("limited", "max-length", 3);
        String queue = bench.queue("limited", "x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
        for (int i = 0; i < 4; i++) {
            bench.enter(queue, "m" + i);
        }
        Expect.equal("what the first limit dropped", "m0", bench.take(box).text());
        bench.policy("limited", "max-length", 1);
        for (String text : List.of("m1", "m2")) {
            RawChannel.Message letter = bench.take(box);
            Expect.equal("what the new limit dropped", text, letter.text());
            Expect.equal("deaths", List.of("1 maxlen " + queue), Deaths.summary(letter));
        }
        Expect.equal("what is left", "m3", bench.take(queue).text());
        bench.channel().expectEmpty(queue);
    }
}
