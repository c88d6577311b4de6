package dev.touchstone.suite.cases.dlx;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Deaths;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The header {@code x-death}: its fields, their types and their order on the wire. */
@Conformance
@Needs(Capability.DEAD_LETTERING)
class DeathHeaderCases {
    private static final String DLX = "x-dead-letter-exchange";
    private static final String KEY = "x-dead-letter-routing-key";
    private static final AMQP.BasicProperties PLAIN = new AMQP.BasicProperties();

    @Test
    @Rule("DLX-05")
    void theFirstEntryHasItsFieldsInOrderAndOfTheirTypes(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String source = bench.exchange("direct");
        String box = bench.queue("box");
        String queue = bench.queue("q", DLX, "", KEY, box);
        bench.bind(queue, source, "key");
        bench.channel().publish(source, "key", PLAIN, "m");
        bench.reject(queue);
        RawChannel.Message letter = bench.take(box);
        WireTable entry = Deaths.newest(letter);
        Expect.equal("entries", 1, Deaths.entries(letter).size());
        Expect.equal("fields", "count:l reason:S queue:S time:T exchange:S routing-keys:A", fields(entry));
        Expect.equal("count", "1", Deaths.value(entry, "count"));
        Expect.equal("exchange", source, Deaths.value(entry, "exchange"));
        Expect.equal("routing-keys", "[\"key\"]", Deaths.value(entry, "routing-keys"));
        long now = System.currentTimeMillis() / 1000;
        long time = Long.parseLong(Deaths.value(entry, "time"));
        Expect.that(Math.abs(now - time) <= 20, "time in seconds, about " + now, () -> Long.toString(time));
        Expect.equal(
                "headers",
                "x-death:A x-first-death-exchange:S x-first-death-queue:S x-first-death-reason:S",
                fields(letter.properties().headers()));
    }

    @Test
    @Rule("DLX-05")
    void theFirstEntryOfAMessageWithAnExpirationNamesItLast(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String queue = bench.queue("q", DLX, "", KEY, box);
        bench.channel()
                .publish(
                        "",
                        queue,
                        new AMQP.BasicProperties.Builder().expiration("60000").build(),
                        "m");
        bench.reject(queue);
        Expect.equal(
                "fields",
                "count:l reason:S queue:S time:T exchange:S routing-keys:A original-expiration:S",
                fields(Deaths.newest(bench.take(box))));
    }

    /** The first entry of all keeps the order in which it was written until it is counted up. */
    @Test
    @Rule({"DLX-05", "DLX-06"})
    void theFieldsOfALaterEntryAndOfACountedOneAreInAlphabeticalOrder(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String other = lab.name("other");
        String queue = bench.queue("q", DLX, "", KEY, other);
        bench.channel().declare(other, false, Map.of(DLX, "", KEY, queue));
        bench.channel().publish(queue, "m");
        bench.reject(queue);
        bench.reject(other);
        List<WireTable> entries = Deaths.entries(bench.hold(queue));
        String sorted = "count:l exchange:S queue:S reason:S routing-keys:A time:T";
        Expect.equal("fields of the newest entry", sorted, fields(entries.get(0)));
        Expect.equal(
                "fields of the first one",
                "count:l reason:S queue:S time:T exchange:S routing-keys:A",
                fields(entries.get(1)));
        bench.channel().nack(0, true, false);
        Expect.equal("fields of a counted entry", sorted, fields(Deaths.newest(bench.take(other))));
    }

    private static String fields(WireTable table) {
        return table.entries().stream()
                .map(entry -> entry.name() + ":" + entry.value().tag())
                .collect(Collectors.joining(" "));
    }

    /** The wait of more than a second shows whether the time of the first death is kept: it counts in whole seconds. */
    @Test
    @Rule({"DLX-06", "DLX-07"})
    @Needs(Capability.MESSAGE_TTL)
    void aRetryLoopCountsUpAndKeepsWhatTheFirstTimeWasLike(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String source = bench.exchange("fanout");
        String wait = lab.name("wait");
        String work = bench.queue("work", DLX, "", KEY, wait);
        bench.channel().declare(wait, false, Map.of("x-message-ttl", 1_100, DLX, "", KEY, work));
        bench.bind(work, source, "");
        bench.channel().publish(source, "key", PLAIN, "m");
        bench.reject(work);
        RawChannel.Message second = bench.hold(work);
        Expect.equal("deaths", List.of("1 expired " + wait, "1 rejected " + work), Deaths.summary(second));
        bench.channel().reject(second.tag(), false);
        RawChannel.Message third = bench.hold(work);
        Expect.equal("deaths", List.of("2 expired " + wait, "2 rejected " + work), Deaths.summary(third));
        for (int i = 0; i < 2; i++) {
            for (String field : List.of("time", "exchange", "routing-keys")) {
                Expect.equal(
                        field + " of entry " + i,
                        Deaths.value(Deaths.entries(second).get(i), field),
                        Deaths.value(Deaths.entries(third).get(i), field));
            }
        }
        Expect.equal(
                "exchange of the first entry",
                source,
                Deaths.value(Deaths.entries(third).get(1), "exchange"));
        Expect.equal(
                "keys of the first entry",
                "[\"key\"]",
                Deaths.value(Deaths.entries(third).get(1), "routing-keys"));
        Expect.equal("first death", "rejected in " + work + " from '" + source + "'", Deaths.first(third));
        Expect.equal("x-last-death-reason", "none", Deaths.header(third, "x-last-death-reason"));
    }

    /** Seen on 3.10.8: newest first, but from two entries on each death turns the order of the older ones round. */
    @Test
    @Rule({"DLX-05", "DLX-06"})
    void theNewestEntryIsFirstAndTheOlderOnesTurnRound(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String[] queues = new String[5];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = lab.name("q" + i);
        }
        for (int i = 0; i < queues.length; i++) {
            bench.channel().declare(queues[i], false, Map.of(DLX, "", KEY, queues[(i + 1) % queues.length]));
        }
        bench.channel().publish(queues[0], "m");
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            bench.reject(queues[i % queues.length]);
            RawChannel.Message letter = bench.hold(queues[(i + 1) % queues.length]);
            bench.channel().nack(letter.tag(), false, true);
            orders.add(Deaths.entries(letter).stream()
                    .map(entry -> Deaths.value(entry, "queue"))
                    .map(name -> name.substring(name.length() - 1))
                    .collect(Collectors.joining()));
        }
        Expect.equal(
                "queues in x-death after each death in the queues 0 1 2 3 4 0",
                List.of("0", "10", "201", "3102", "42013", "03124"),
                orders);
    }

    @Test
    @Rule("DLX-09")
    void anEntryNamesTheExchangeAndTheKeysBeforeTheDeath(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String dlx = bench.exchange("fanout");
        String box = bench.queue("box");
        String second = bench.queue("second", DLX, "", KEY, box);
        bench.bind(second, dlx, "");
        String queue = bench.queue("q", DLX, dlx, KEY, "new");
        Map<String, Object> copies = Map.of("CC", List.of("cc1", "cc2"), "BCC", List.of("bcc"));
        bench.channel()
                .publish(
                        "",
                        queue,
                        new AMQP.BasicProperties.Builder().headers(copies).build(),
                        "m");
        bench.reject(queue);
        bench.reject(second);
        List<WireTable> entries = Deaths.entries(bench.take(box));
        Expect.equal("exchange of the second death", dlx, Deaths.value(entries.get(0), "exchange"));
        Expect.equal("keys of the second death", "[\"new\"]", Deaths.value(entries.get(0), "routing-keys"));
        Expect.equal("exchange of the first death", "", Deaths.value(entries.get(1), "exchange"));
        Expect.equal(
                "keys of the first death, BCC left out",
                "[\"" + queue + "\", \"cc1\", \"cc2\"]",
                Deaths.value(entries.get(1), "routing-keys"));
    }

    @Test
    @Rule("DLX-20")
    void anXDeathThatIsNoArrayIsReplaced(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String queue = bench.queue("q", DLX, "", KEY, box);
        for (Object value : new Object[] {"foo", 5, Map.of("count", 5)}) {
            Map<String, Object> headers = Map.of("x-death", value, "other", "kept");
            bench.channel()
                    .publish(
                            "",
                            queue,
                            new AMQP.BasicProperties.Builder().headers(headers).build(),
                            "m");
            bench.reject(queue);
            RawChannel.Message letter = bench.take(box);
            Expect.equal("deaths", List.of("1 rejected " + queue), Deaths.summary(letter));
            Expect.equal("first death", "none in none from 'none'", Deaths.first(letter));
            Expect.equal("header of the client", "kept", Deaths.header(letter, "other"));
        }
    }

    @Test
    @Rule("DLX-21")
    void anXDeathOfAClientIsContinued(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String queue = bench.queue("q", DLX, "", KEY, box);
        Map<String, Object> death = Map.of("count", 5L, "reason", "rejected", "queue", queue, "exchange", "theirs");
        Map<String, Object> headers = Map.of("x-death", List.of(death), "x-first-death-reason", "theirs");
        bench.channel()
                .publish(
                        "",
                        queue,
                        new AMQP.BasicProperties.Builder().headers(headers).build(),
                        "m");
        bench.reject(queue);
        RawChannel.Message letter = bench.take(box);
        Expect.equal("deaths", List.of("6 rejected " + queue), Deaths.summary(letter));
        Expect.equal("exchange of the entry", "theirs", Deaths.value(Deaths.newest(letter), "exchange"));
        Expect.equal(
                "field type of count",
                'l',
                Deaths.newest(letter).get("count").map(FieldValue::tag).orElse('?'));
        Expect.equal("first death", "theirs in none from 'none'", Deaths.first(letter));
    }

    @Test
    @Rule("DLX-21")
    void aConsumedLetterThatIsPublishedAgainIsCountedOn(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String queue = bench.queue("q", DLX, "", KEY, box);
        bench.rejectNew(queue, "m");
        for (int count = 2; count <= 3; count++) {
            RawChannel.Message letter = bench.take(box);
            bench.channel()
                    .dialogue()
                    .probe()
                    .send(
                            1,
                            new AMQP.Basic.Publish.Builder()
                                    .exchange("")
                                    .routingKey(queue)
                                    .build())
                    .sendFrame(2, 1, letter.properties().payload(1))
                    .sendBody(1, (byte) 'm');
            bench.reject(queue);
            RawChannel.Message next = bench.hold(box);
            Expect.equal("deaths", List.of(count + " rejected " + queue), Deaths.summary(next));
            bench.channel().nack(next.tag(), false, true);
        }
    }
}
