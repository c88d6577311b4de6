package dev.touchstone.suite.cases.len;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Answers;
import dev.touchstone.suite.lab.Deaths;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Full queues that refuse: overflow reject-publish and reject-publish-dlx. */
@Conformance
@Needs(Capability.LENGTH_LIMITS)
class RejectPublishCases {
    private static final String LENGTH = "x-max-length";
    private static final String OCTETS = "x-max-length-bytes";
    private static final String OVERFLOW = "x-overflow";
    private static final String REJECT = "reject-publish";
    private static final String DLX = "x-dead-letter-exchange";
    private static final String KEY = "x-dead-letter-routing-key";

    @Test
    @Rule("LEN-03")
    @Needs(Capability.DEAD_LETTERING)
    void newPublishesAreNackedAndNotDeadLettered(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String queue = bench.queue("q", LENGTH, 2, OVERFLOW, REJECT, DLX, "", KEY, box);
        expectAnswers(publish(bench, queue, "m1", "m2", "m3", "m4", "m5"), Set.of(1L, 2L), Set.of(3L, 4L, 5L));
        bench.reject(queue);
        Expect.equal("the first letter", "m1", bench.take(box).text());
        Expect.equal("what is left", "m2", bench.take(queue).text());
        bench.channel().expectEmpty(queue);
    }

    @Test
    @Rule("LEN-03")
    void withoutConfirmsNewPublishesAreDroppedSilently(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel publisher = bench.another();
        String queue = bench.queue("q", LENGTH, 1, OVERFLOW, REJECT);
        for (String text : List.of("m1", "m2", "m3")) {
            publisher.publishMandatory("", queue, new AMQP.BasicProperties(), text);
        }
        Expect.equal("what is kept", "m1", publisher.get(queue, true).text());
        publisher.expectEmpty(queue);
        publisher.barrier();
    }

    @Test
    @Rule("LEN-04")
    @Needs(Capability.DEAD_LETTERING)
    void rejectPublishDlxNacksAndDeadLettersNewPublishes(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String queue = bench.queue("q", LENGTH, 2, OVERFLOW, "reject-publish-dlx", DLX, "", KEY, box);
        expectAnswers(publish(bench, queue, "m0", "m1", "m2", "m3", "m4"), Set.of(1L, 2L), Set.of(3L, 4L, 5L));
        bench.channel().publish(queue, "no confirm");
        for (String text : List.of("m2", "m3", "m4", "no confirm")) {
            RawChannel.Message letter = bench.take(box);
            Expect.equal("the letter", text, letter.text());
            Expect.equal("deaths", List.of("1 maxlen " + queue), Deaths.summary(letter));
        }
        Expect.equal("what is left", List.of("m0", "m1"), bench.takeTexts(queue, 2));
    }

    @Test
    @Rule("LEN-07")
    void aLimitInOctetsIsComparedWithTheNewTotal(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String queue = bench.queue("q", OCTETS, 10, OVERFLOW, REJECT);
        expectAnswers(publish(bench, queue, "1111", "2222", "3333", "44"), Set.of(1L, 2L, 4L), Set.of(3L));
        Expect.equal("what is kept", List.of("1111", "2222", "44"), bench.takeTexts(queue, 3));
        expectAnswers(publish(bench, queue, "elevenelev1", "1234567890"), Set.of(2L), Set.of(1L));
        Expect.equal("what is kept", List.of("1234567890"), bench.takeTexts(queue, 1));
    }

    @Test
    @Rule("LEN-08")
    void whicheverLimitIsReachedFirstRefuses(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String byNumber = bench.queue("q", LENGTH, 2, OCTETS, 10, OVERFLOW, REJECT);
        expectAnswers(publish(bench, byNumber, "1", "2", "3"), Set.of(1L, 2L), Set.of(3L));
        String byOctets = bench.queue("q", LENGTH, 2, OCTETS, 10, OVERFLOW, REJECT);
        expectAnswers(publish(bench, byOctets, "111111", "222222", "3333"), Set.of(1L, 3L), Set.of(2L));
    }

    @Test
    @Rule("LEN-09")
    void aRequeueMayExceedTheLimitOfAQueueThatRefusesPublishes(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String queue = bench.queue("q", LENGTH, 2, OVERFLOW, REJECT);
        expectAnswers(publish(bench, queue, "m0", "m1"), Set.of(1L, 2L), Set.of());
        channel.get(queue, 2);
        expectAnswers(publish(bench, queue, "m2", "m3", "m4"), Set.of(1L, 2L), Set.of(3L));
        channel.nack(0, true, true);
        bench.awaitDepth(queue, 4);
        expectAnswers(publish(bench, queue, "m5"), Set.of(), Set.of(1L));
        Expect.equal("what is left", List.of("m0", "m1", "m2", "m3"), bench.takeTexts(queue, 4));
    }

    @Test
    @Rule("LEN-10")
    void aQueueOfLengthZeroRefusesEvenWhatAConsumerWaitsFor(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel consumer = bench.another();
        String queue = bench.queue("q", LENGTH, 0, OVERFLOW, REJECT);
        consumer.consume(queue, "c");
        expectAnswers(publish(bench, queue, "m1", "m2"), Set.of(), Set.of(1L, 2L));
        consumer.quiet(queue);
    }

    @Test
    @Rule("LEN-13")
    void oneQueueThatRefusesNacksThePublishAndTheOthersKeepIt(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String fanout = bench.exchange("fanout");
        String refusing = bench.queue("refusing", LENGTH, 1, OVERFLOW, REJECT);
        String dropping = bench.queue("dropping", LENGTH, 1);
        String taking = bench.queue("taking");
        for (String queue : List.of(refusing, dropping, taking)) {
            bench.bind(queue, fanout, "");
        }
        RawChannel publisher = bench.another();
        publisher.confirmSelect();
        for (String text : List.of("m1", "m2")) {
            publisher.publish(fanout, "", new AMQP.BasicProperties(), text);
        }
        expectAnswers(publisher.answersTo(2), Set.of(1L), Set.of(2L));
        Expect.equal("in the queue without limit", List.of("m1", "m2"), bench.takeTexts(taking, 2));
        Expect.equal("in the queue that drops", "m2", bench.take(dropping).text());
        Expect.equal("in the queue that refuses", "m1", bench.take(refusing).text());
    }

    @Test
    @Rule({"LEN-01", "LEN-03", "LEN-05"})
    void limitsThatAreNoLimitsAreRefused(Lab lab) {
        Connection connection = lab.connect();
        for (Map<String, Object> bad : List.<Map<String, Object>>of(
                Map.of(LENGTH, -1),
                Map.of(LENGTH, "2"),
                Map.of(OCTETS, -1),
                Map.of(OCTETS, 2.5),
                Map.of(OVERFLOW, "drop-tail"),
                Map.of(OVERFLOW, true))) {
            Channel channel = lab.channel(connection);
            Refusals.expect(
                    "queue.declare with " + bad,
                    406,
                    "50.10",
                    () -> channel.queueDeclare(lab.name("bad"), false, true, false, bad));
        }
    }

    private static Answers publish(QueueBench bench, String queue, String... texts) {
        RawChannel publisher = bench.another();
        publisher.confirmSelect();
        for (String text : texts) {
            publisher.publish(queue, text);
        }
        return publisher.answersTo(texts.length);
    }

    private static void expectAnswers(Answers answers, Set<Long> acked, Set<Long> nacked) {
        Expect.equal("acked publishes", acked, answers.acked());
        Expect.equal("nacked publishes", nacked, answers.nacked());
    }
}
