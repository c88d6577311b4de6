package dev.touchstone.suite.cases.dlx;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Deaths;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a dead letter keeps of the message, and what it loses. */
@Conformance
@Needs(Capability.DEAD_LETTERING)
class LetterCases {
    private static final String DLX = "x-dead-letter-exchange";
    private static final String KEY = "x-dead-letter-routing-key";

    @Test
    @Rule("DLX-04")
    void propertiesHeadersAndBodyAreKept(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String queue = bench.queue("q", DLX, "", KEY, box);
        RawChannel.Message before = bench.inHand(queue, full(lab), "body");
        bench.channel().reject(before.tag(), false);
        RawChannel.Message letter = bench.take(box);
        Expect.equal("body", "body", letter.text());
        Map<String, Object> left = new HashMap<>(before.properties().values());
        Map<String, Object> came = new HashMap<>(letter.properties().values());
        left.remove("headers");
        came.remove("headers");
        Expect.equal("properties without the headers", left, came);
        for (WireTable.Entry header : before.properties().headers().entries()) {
            Expect.equal(
                    "header " + header.name(),
                    Optional.of(header.value()),
                    letter.properties().headers().get(header.name()));
        }
        Expect.equal(
                "names of headers",
                List.of(
                        "number",
                        "table",
                        "text",
                        "x-death",
                        "x-first-death-exchange",
                        "x-first-death-queue",
                        "x-first-death-reason"),
                letter.properties().headers().entries().stream()
                        .map(WireTable.Entry::name)
                        .sorted()
                        .toList());
    }

    private static AMQP.BasicProperties full(Lab lab) {
        return new AMQP.BasicProperties.Builder()
                .contentType("text/plain")
                .contentEncoding("identity")
                .headers(Map.of("text", "t", "number", 5, "table", Map.of("nested", true)))
                .deliveryMode(2)
                .priority(3)
                .correlationId("correlation")
                .replyTo("reply")
                .messageId("id")
                .timestamp(new Date(1_600_000_000_000L))
                .type("type")
                .userId(lab.endpoint().user())
                .appId("application")
                .build();
    }

    @Test
    @Rule("DLX-04")
    void aLetterOfARedeliveredMessageIsNoRedelivery(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String queue = bench.queue("q", DLX, "", KEY, box);
        RawChannel.Message first = bench.inHand(queue, new AMQP.BasicProperties(), "m");
        bench.channel().nack(first.tag(), false, true);
        RawChannel.Message again = bench.hold(queue);
        Expect.equal("redelivered in the queue", true, again.redelivered());
        bench.channel().reject(again.tag(), false);
        Expect.equal("redelivered in the box", false, bench.hold(box).redelivered());
    }

    @Test
    @Rule({"DLX-08", "DLX-05"})
    @Needs({Capability.MESSAGE_TTL, Capability.LENGTH_LIMITS})
    void theExpirationIsRemovedWhateverTheReason(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String rejecting = bench.queue("q", DLX, "", KEY, box);
        bench.channel().publish("", rejecting, expiration("60000"), "rejected");
        bench.reject(rejecting);
        expectNoExpiration(bench.take(box), "rejected", "60000");
        String expiring = bench.queue("q", DLX, "", KEY, box);
        bench.channel().publish("", expiring, expiration("20"), "expired");
        expectNoExpiration(bench.take(box), "expired", "20");
        String limited = bench.queue("q", DLX, "", KEY, box, "x-max-length", 0);
        bench.channel().publish("", limited, expiration("70000"), "maxlen");
        expectNoExpiration(bench.take(box), "maxlen", "70000");
        String ageing = bench.queue("q", DLX, "", KEY, box, "x-message-ttl", 20);
        bench.channel().publish(ageing, "no expiration");
        expectNoExpiration(bench.take(box), "no expiration", "none");
    }

    private static void expectNoExpiration(RawChannel.Message letter, String text, String original) {
        Expect.equal("the letter", text, letter.text());
        Expect.absent("expiration", letter.properties().values().get("expiration"));
        Expect.equal(
                "original-expiration of " + text, original, Deaths.value(Deaths.newest(letter), "original-expiration"));
    }

    @Test
    @Rule("DLX-08")
    @Needs(Capability.MESSAGE_TTL)
    void theTtlOfTheTargetAppliesToALetter(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String target = bench.queue("target", "x-message-ttl", 300, DLX, "", KEY, box);
        String queue = bench.queue("q", DLX, "", KEY, target);
        long start = System.nanoTime();
        bench.channel().publish("", queue, expiration("60000"), "m");
        bench.reject(queue);
        RawChannel.Message letter = bench.take(box);
        long millis = (System.nanoTime() - start) / 1_000_000;
        Expect.that(millis >= 298, "300 ms in the target", () -> millis + " ms");
        Expect.equal("deaths", List.of("1 expired " + target, "1 rejected " + queue), Deaths.summary(letter));
        List<String> original = Deaths.entries(letter).stream()
                .map(entry -> Deaths.value(entry, "original-expiration"))
                .toList();
        Expect.equal("original-expiration of both deaths", List.of("none", "60000"), original);
    }

    /** The broker gives a letter away and forgets it: a target that refuses it is not asked again. */
    @Test
    @Rule("DLX-22")
    @Needs(Capability.LENGTH_LIMITS)
    void aLetterThatItsTargetRefusesIsLost(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box", "x-max-length", 1, "x-overflow", "reject-publish");
        String queue = bench.queue("q", DLX, "", KEY, box);
        for (String text : List.of("first", "lost")) {
            bench.rejectNew(queue, text);
        }
        bench.awaitDepth(box, 1);
        Expect.equal("what came in time", "first", bench.take(box).text());
        bench.rejectNew(queue, "third");
        Expect.equal("what came next", "third", bench.take(box).text());
        Expect.equal("messages left in the queue", 0L, bench.channel().depth(queue));
    }

    @Test
    @Rule("DLX-23")
    @Needs({Capability.MESSAGE_TTL, Capability.LENGTH_LIMITS})
    void thePublisherHearsNothingOfWhatBecomesOfALetter(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel publisher = bench.another();
        publisher.confirmSelect();
        String dlx = bench.exchange("direct");
        String full = bench.queue("full", "x-max-length", 0, "x-overflow", "reject-publish");
        String queue = bench.queue("q", DLX, dlx, KEY, "key");
        for (String how : List.of("unroutable", "refused", "kept")) {
            publisher.publishMandatory("", queue, new AMQP.BasicProperties(), how);
            publisher.expect("basic.ack");
            if (how.equals("refused")) {
                bench.bind(full, dlx, "key");
            }
            String box = how.equals("kept") ? bench.bound(dlx, "key") : "";
            bench.reject(queue);
            bench.channel().expectEmpty(queue);
            if (how.equals("kept")) {
                Expect.equal("the letter", "kept", bench.take(box).text());
            }
            publisher.quiet(queue);
        }
    }

    private static AMQP.BasicProperties expiration(String millis) {
        return new AMQP.BasicProperties.Builder().expiration(millis).build();
    }
}
