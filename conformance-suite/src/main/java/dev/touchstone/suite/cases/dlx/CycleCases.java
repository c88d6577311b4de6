package dev.touchstone.suite.cases.dlx;

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
import org.junit.jupiter.api.Test;

/** Letters that come back to where they died. */
@Conformance
@Needs(Capability.DEAD_LETTERING)
class CycleCases {
    private static final String DLX = "x-dead-letter-exchange";
    private static final String KEY = "x-dead-letter-routing-key";
    private static final String TTL = "x-message-ttl";

    /** The witness hangs on the same exchange: only the queue that closes the circle gets nothing. */
    @Test
    @Rule("DLX-14")
    @Needs(Capability.MESSAGE_TTL)
    void aLetterThatWentRoundWithoutARejectionIsDroppedWhereItDiedBefore(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String closing = bench.exchange("fanout");
        String witness = bench.bound(closing, "");
        String second = bench.queue("second", TTL, 50, DLX, closing);
        String first = bench.queue("first", TTL, 50, DLX, "", KEY, second);
        bench.bind(first, closing, "");
        bench.enter(first, "round");
        RawChannel.Message letter = bench.take(witness);
        Expect.equal("the letter", "round", letter.text());
        Expect.equal("deaths", List.of("1 expired " + second, "1 expired " + first), Deaths.summary(letter));
        bench.enter(first, "sentinel");
        Expect.equal("the next letter", "sentinel", bench.take(witness).text());
        bench.awaitDepth(first, 0);
        bench.awaitDepth(second, 0);
    }

    @Test
    @Rule("DLX-14")
    @Needs(Capability.MESSAGE_TTL)
    void aQueueThatLettersToItselfDropsWhatExpires(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String closing = bench.exchange("fanout");
        String witness = bench.bound(closing, "");
        String queue = bench.queue("q", DLX, closing);
        bench.bind(queue, closing, "");
        AMQP.BasicProperties soon =
                new AMQP.BasicProperties.Builder().expiration("50").build();
        bench.enter(queue, soon, "expired");
        Expect.equal("the letter", "expired", bench.take(witness).text());
        bench.enter(queue, "sentinel");
        Expect.equal("the next in the queue", "sentinel", bench.take(queue).text());
    }

    @Test
    @Rule("DLX-14")
    void aQueueThatLettersToItselfTakesWhatIsRejectedAgainAndAgain(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String queue = lab.name("q");
        bench.channel().declare(queue, false, Map.of(DLX, "", KEY, queue));
        bench.channel().publish(queue, "m");
        for (int count = 1; count <= 4; count++) {
            bench.reject(queue);
            RawChannel.Message letter = bench.hold(queue);
            Expect.equal("deaths", List.of(count + " rejected " + queue), Deaths.summary(letter));
            bench.channel().nack(letter.tag(), false, true);
        }
    }

    /** Rejected in one queue, expired in the next, and on into the first: the retry loop that everybody builds. */
    @Test
    @Rule("DLX-14")
    @Needs(Capability.MESSAGE_TTL)
    void aCircleWithARejectionGoesOn(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String wait = lab.name("wait");
        String work = bench.queue("work", DLX, "", KEY, wait);
        bench.channel().declare(wait, false, Map.of(TTL, 20, DLX, "", KEY, work));
        bench.channel().publish(work, "m");
        for (int count = 1; count <= 4; count++) {
            bench.reject(work);
            RawChannel.Message again = bench.hold(work);
            Expect.equal(
                    "deaths", List.of(count + " expired " + wait, count + " rejected " + work), Deaths.summary(again));
            bench.channel().nack(again.tag(), false, true);
        }
    }

    /** The rejection came before the circle and is no part of it: since the queue's own death all was automatic. */
    @Test
    @Rule("DLX-14")
    @Needs(Capability.MESSAGE_TTL)
    void aRejectionBeforeTheCircleDoesNotKeepItGoing(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String closing = bench.exchange("fanout");
        String witness = bench.bound(closing, "");
        String queue = bench.queue("q", TTL, 30, DLX, closing);
        bench.bind(queue, closing, "");
        String rejecting = bench.queue("rejecting", DLX, "", KEY, queue);
        bench.rejectNew(rejecting, "round");
        RawChannel.Message letter = bench.take(witness);
        Expect.equal("deaths", List.of("1 expired " + queue, "1 rejected " + rejecting), Deaths.summary(letter));
        bench.enter(queue, "sentinel");
        Expect.equal("the next letter", "sentinel", bench.take(witness).text());
    }

    @Test
    @Rule("DLX-15")
    @Needs(Capability.LENGTH_LIMITS)
    void whatAFullQueueLettersToItselfIsNotQueuedAgain(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String closing = bench.exchange("fanout");
        String witness = bench.bound(closing, "");
        String queue = bench.queue("q", "x-max-length", 1, DLX, closing);
        bench.bind(queue, closing, "");
        for (String text : List.of("one", "two", "three")) {
            bench.enter(queue, text);
        }
        Expect.equal("what was dropped", List.of("one", "two"), bench.takeTexts(witness, 2));
        Expect.equal("the only one that remains", "three", bench.take(queue).text());
        bench.channel().expectEmpty(queue);
    }

    @Test
    @Rule("DLX-17")
    void aNackOfSeveralDeadLettersThemInTheOrderOfTheQueue(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String box = bench.queue("box");
        String queue = bench.queue("q", DLX, "", KEY, box);
        List<String> texts = List.of("m0", "m1", "m2", "m3", "m4");
        channel.fill(lab, queue, texts.toArray(String[]::new));
        channel.nack(channel.get(queue, 5).get(4).tag(), true, false);
        Expect.equal("order of the letters", texts, bench.takeTexts(box, 5));
        channel.fill(lab, queue, texts.toArray(String[]::new));
        channel.get(queue, 5);
        channel.nack(0, true, false);
        Expect.equal("order of the letters of a nack of all", texts, bench.takeTexts(box, 5));
    }
}
