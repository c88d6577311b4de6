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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Where dead letters go: exchange, routing keys, and what is lost on the way. */
@Conformance
@Needs(Capability.DEAD_LETTERING)
class DeadLetterRoutingCases {
    private static final String DLX = "x-dead-letter-exchange";
    private static final String KEY = "x-dead-letter-routing-key";
    private static final AMQP.BasicProperties PLAIN = new AMQP.BasicProperties();

    @Test
    @Rule("DLX-03")
    void aDeadLetterHasItsQueuesExchangeAndKeyOrElseItsOwnKey(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String source = bench.exchange("direct");
        String dlx = bench.exchange("direct");
        for (String key : new String[] {"original", "other", ""}) {
            Object[] arguments = key.equals("original") ? new Object[] {DLX, dlx} : new Object[] {DLX, dlx, KEY, key};
            String queue = bench.queue("q", arguments);
            bench.bind(queue, source, "original");
            String box = bench.bound(dlx, key);
            bench.channel().publish(source, "original", PLAIN, key);
            bench.reject(queue);
            RawChannel.Message letter = bench.take(box);
            Expect.equal("body", key, letter.text());
            Expect.equal("exchange of the letter", dlx, letter.method().text("exchange"));
            Expect.equal("key of the letter", key, letter.method().text("routing-key"));
            bench.channel().deleteQueue(queue);
        }
    }

    @Test
    @Rule("DLX-10")
    void withoutAKeyOfItsQueueALetterGoesByAllItsKeys(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String dlx = bench.exchange("direct");
        String queue = bench.queue("q", DLX, dlx);
        Map<String, String> boxes = boxes(bench, dlx, queue);
        bench.channel().publish("", queue, carbonCopies(), "m");
        bench.reject(queue);
        for (String key : List.of(queue, "cc", "bcc")) {
            RawChannel.Message letter = bench.take(box(boxes, key));
            Expect.equal("key of the letter", queue, letter.method().text("routing-key"));
            Expect.equal("header CC", "[\"cc\"]", Deaths.header(letter, "CC"));
            Expect.equal("header BCC", "none", Deaths.header(letter, "BCC"));
        }
    }

    @Test
    @Rule("DLX-11")
    void aKeyOfItsQueueReplacesAllKeysOfTheLetterAndRemovesCc(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String dlx = bench.exchange("direct");
        String queue = bench.queue("q", DLX, dlx, KEY, "new");
        Map<String, String> boxes = boxes(bench, dlx, queue);
        for (int i = 0; i < 2; i++) {
            bench.channel().publish("", queue, carbonCopies(), "m");
            bench.reject(queue);
        }
        for (int i = 0; i < 2; i++) {
            RawChannel.Message letter = bench.take(box(boxes, "new"));
            Expect.equal("key of the letter", "new", letter.method().text("routing-key"));
            Expect.equal("header CC", "none", Deaths.header(letter, "CC"));
            Expect.equal("header of the client", "kept", Deaths.header(letter, "other"));
            Expect.equal(
                    "keys before the death",
                    "[\"" + queue + "\", \"cc\"]",
                    Deaths.value(Deaths.newest(letter), "routing-keys"));
        }
        for (String key : List.of(queue, "cc", "bcc")) {
            Expect.equal("letters by the old key " + key, 0L, bench.channel().depth(box(boxes, key)));
        }
    }

    private static AMQP.BasicProperties carbonCopies() {
        return new AMQP.BasicProperties.Builder()
                .headers(Map.of("CC", List.of("cc"), "BCC", List.of("bcc"), "other", "kept"))
                .build();
    }

    /** Queues bound to the exchange, by their keys. */
    private static Map<String, String> boxes(QueueBench bench, String dlx, String queue) {
        Map<String, String> boxes = new LinkedHashMap<>();
        for (String key : List.of(queue, "cc", "bcc", "new")) {
            boxes.put(key, bench.bound(dlx, key));
        }
        return boxes;
    }

    private static String box(Map<String, String> boxes, String key) {
        return Objects.requireNonNull(boxes.get(key), key);
    }

    @Test
    @Rule("DLX-12")
    void aMissingExchangeDropsLettersUntilItIsMade(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String missing = lab.name("missing");
        String queue = bench.queue("q", DLX, missing);
        bench.rejectNew(queue, "too early");
        bench.exchangeNamed(missing, "fanout");
        String box = bench.bound(missing, "");
        bench.rejectNew(queue, "in time");
        Expect.equal("the first letter", "in time", bench.take(box).text());
        bench.channel()
                .call(new AMQP.Exchange.Delete.Builder().exchange(missing).build(), "exchange.delete-ok");
        bench.rejectNew(queue, "too late");
        bench.enter(box, "last");
        Expect.equal("the next in the box", "last", bench.take(box).text());
    }

    @Test
    @Rule("DLX-13")
    void aLetterThatNoBindingTakesIsDropped(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String dlx = bench.exchange("direct");
        String queue = bench.queue("q", DLX, dlx, KEY, "key");
        bench.rejectNew(queue, "nowhere");
        String box = bench.bound(dlx, "key");
        bench.rejectNew(queue, "somewhere");
        Expect.equal("the first letter", "somewhere", bench.take(box).text());
        Expect.equal("messages left in the queue", 0L, bench.channel().depth(queue));
    }

    @Test
    @Rule("DLX-13")
    @Needs(Capability.ALTERNATE_EXCHANGE)
    void aLetterThatNoBindingTakesGoesToTheAlternateExchange(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String alternate = bench.exchange("fanout");
        String box = bench.bound(alternate, "");
        String dlx = bench.exchange("direct", "alternate-exchange", alternate);
        String queue = bench.queue("q", DLX, dlx, KEY, "key");
        bench.rejectNew(queue, "unroutable");
        RawChannel.Message letter = bench.take(box);
        Expect.equal("the letter", "unroutable", letter.text());
        Expect.equal("exchange of the letter", dlx, letter.method().text("exchange"));
        Expect.equal("key of the letter", "key", letter.method().text("routing-key"));
    }

    @Test
    @Rule("DLX-24")
    void aHeadersExchangeSortsLettersByTheReasonOfTheirDeath(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String dlx = bench.exchange("headers");
        String rejected = bench.queue("rejected");
        String expired = bench.queue("expired");
        bench.bind(rejected, dlx, "", "x-match", "all-with-x", "x-first-death-reason", "rejected");
        bench.bind(expired, dlx, "", "x-match", "all-with-x", "x-first-death-reason", "expired");
        String queue = bench.queue("q", DLX, dlx);
        bench.rejectNew(queue, "rejected");
        bench.channel()
                .publish(
                        "",
                        queue,
                        new AMQP.BasicProperties.Builder().expiration("0").build(),
                        "expired");
        Expect.equal(
                "the letter of the rejected", "rejected", bench.take(rejected).text());
        Expect.equal("the letter of the expired", "expired", bench.take(expired).text());
        Expect.equal("more letters", 0L, bench.channel().depth(rejected));
    }

    @Test
    @Rule("DLX-24")
    void anExchangeOfAnyTypeTakesLetters(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        for (String type : List.of("direct", "fanout", "topic")) {
            String dlx = bench.exchange(type);
            String box = bench.bound(dlx, type.equals("topic") ? "dead.#" : "dead.letter");
            String queue = bench.queue("q", DLX, dlx, KEY, "dead.letter");
            bench.rejectNew(queue, type);
            Expect.equal(
                    "the letter through a " + type + " exchange",
                    type,
                    bench.take(box).text());
        }
        String box = bench.queue("box");
        bench.rejectNew(bench.queue("q", DLX, "", KEY, box), "default");
        Expect.equal(
                "the letter through the default exchange",
                "default",
                bench.take(box).text());
    }
}
