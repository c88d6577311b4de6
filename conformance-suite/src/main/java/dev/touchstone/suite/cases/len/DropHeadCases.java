package dev.touchstone.suite.cases.len;

import com.rabbitmq.client.AMQP;
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
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Full queues that make room: overflow drop-head, which is the default. */
@Conformance
@Needs(Capability.LENGTH_LIMITS)
class DropHeadCases {
    private static final String LENGTH = "x-max-length";
    private static final String OCTETS = "x-max-length-bytes";
    private static final String OVERFLOW = "x-overflow";
    private static final AMQP.BasicProperties PLAIN = new AMQP.BasicProperties();

    @Test
    @Rule("LEN-01")
    @Needs(Capability.DEAD_LETTERING)
    void theOldestMessagesGiveWayAndAreDeadLettered(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        for (Map<String, Object> overflow : List.<Map<String, Object>>of(Map.of(), Map.of(OVERFLOW, "drop-head"))) {
            String box = bench.queue("box");
            Map<String, Object> arguments =
                    QueueBench.arguments(LENGTH, 2, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
            arguments.putAll(overflow);
            String queue = bench.channel().declare(lab.name("q"), false, arguments);
            for (int i = 0; i < 5; i++) {
                bench.enter(queue, "m" + i);
                Expect.that(bench.channel().depth(queue) <= 2, "at most 2 ready messages", () -> "more of them");
            }
            for (int i = 0; i < 3; i++) {
                RawChannel.Message letter = bench.take(box);
                Expect.equal("the letter", "m" + i, letter.text());
                Expect.equal("deaths", List.of("1 maxlen " + queue), Deaths.summary(letter));
            }
            expectLeft(bench, queue, "m3", "m4");
        }
    }

    @Test
    @Rule("LEN-02")
    void everyPublishIsAcked(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        for (Object[] limit : new Object[][] {{LENGTH, 2}, {LENGTH, 0}, {OCTETS, 3}}) {
            String queue = bench.queue("q", limit);
            Expect.equal("acked publishes", Set.of(1L, 2L, 3L, 4L, 5L), acked(bench, queue, "a", "b", "c", "d", "e"));
        }
    }

    private static Set<Long> acked(QueueBench bench, String queue, String... texts) {
        RawChannel publisher = bench.another();
        publisher.confirmSelect();
        for (String text : texts) {
            publisher.publish(queue, text);
        }
        return publisher.answersTo(texts.length).acked();
    }

    @Test
    @Rule("LEN-05")
    void octetsOfBodiesCountAndExactlyTheLimitIsAllowed(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String dropping = bench.queue("q", OCTETS, 10);
        enter(bench, dropping, "1111", "2222", "3333");
        expectLeft(bench, dropping, "2222", "3333");
        String exact = bench.queue("q", OCTETS, 10);
        enter(bench, exact, "11111", "22222");
        expectLeft(bench, exact, "11111", "22222");
        String empty = bench.queue("q", OCTETS, 0);
        enter(bench, empty, "", "x");
        bench.channel().expectEmpty(empty);
        String free = bench.queue("q", OCTETS, 10);
        AMQP.BasicProperties long200 = new AMQP.BasicProperties.Builder()
                .headers(Map.of("long", "x".repeat(200)))
                .build();
        bench.enter(free, long200, "11111");
        bench.enter(free, long200, "22222");
        expectLeft(bench, free, "11111", "22222");
    }

    @Test
    @Rule("LEN-05")
    void octetsOfUnackedMessagesDoNotCount(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String queue = bench.queue("q", OCTETS, 10);
        bench.inHand(queue, PLAIN, "1234567890");
        enter(bench, queue, "22222", "33333");
        expectLeft(bench, queue, "22222", "33333");
    }

    @Test
    @Rule("LEN-06")
    @Needs(Capability.DEAD_LETTERING)
    void aMessageLargerThanTheLimitIsAckedAndEmptiesTheQueue(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String queue = bench.queue("q", OCTETS, 10, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
        Expect.equal("acked publishes", Set.of(1L, 2L), acked(bench, queue, "333", "elevenelev1"));
        bench.channel().expectEmpty(queue);
        Expect.equal("what was dropped", List.of("333", "elevenelev1"), bench.takeTexts(box, 2));
    }

    @Test
    @Rule("LEN-08")
    void whicheverLimitIsReachedFirstCounts(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String byNumber = bench.queue("q", LENGTH, 2, OCTETS, 10);
        enter(bench, byNumber, "1", "2", "3");
        expectLeft(bench, byNumber, "2", "3");
        String byOctets = bench.queue("q", LENGTH, 2, OCTETS, 10);
        enter(bench, byOctets, "111111", "222222");
        expectLeft(bench, byOctets, "222222");
    }

    @Test
    @Rule("LEN-09")
    void unackedMessagesDoNotCountAndARequeueDropsFromTheHead(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String queue = bench.queue("q", LENGTH, 2);
        enter(bench, queue, "m0", "m1");
        channel.get(queue, 2);
        enter(bench, queue, "m2", "m3");
        Expect.equal("ready beside two that are unacked", 2L, channel.depth(queue));
        channel.nack(0, true, true);
        expectLeft(bench, queue, "m2", "m3");
    }

    @Test
    @Rule("LEN-09")
    void aRequeueDropsNoMoreThanItMust(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String queue = bench.queue("q", LENGTH, 2);
        enter(bench, queue, "m0", "m1");
        channel.get(queue, 2);
        bench.enter(queue, "m2");
        channel.nack(0, true, true);
        expectLeft(bench, queue, "m1", "m2");
    }

    @Test
    @Rule("LEN-10")
    void aQueueOfLengthZeroGivesMessagesToWaitingConsumersOnly(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel consumer = bench.another();
        String queue = bench.queue("q", LENGTH, 0);
        bench.enter(queue, "nobody waits");
        bench.channel().expectEmpty(queue);
        consumer.qos(1, false);
        consumer.consume(queue, "c");
        bench.enter(queue, "taken");
        bench.enter(queue, "the consumer is full");
        RawChannel.Message taken = consumer.deliver();
        Expect.equal("the delivery", "taken", taken.text());
        consumer.ack(taken.tag(), false);
        consumer.quiet(queue);
    }

    private static void enter(QueueBench bench, String queue, String... texts) {
        for (String text : texts) {
            bench.enter(queue, text);
        }
    }

    private static void expectLeft(QueueBench bench, String queue, String... texts) {
        Expect.equal("what is left", List.of(texts), bench.takeTexts(queue, texts.length));
        bench.channel().expectEmpty(queue);
    }
}
