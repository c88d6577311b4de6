package dev.touchstone.suite.cases.metamorphic;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** What must make no difference to messages on their way out. */
@AddLifecycleHook(LabHook.class)
class SettlementRelationProperties {
    /** What is done to deliveries. */
    enum Fate {
        ACKED,
        DISCARDED,
        REQUEUED
    }

    /** So many deliveries, the oldest ones that are not settled yet, meet that fate. */
    record Settlement(int deliveries, Fate fate) {}

    @Property(tries = 20)
    @Rule({"ACK-01", "ACK-05", "ACK-06", "ACK-07"})
    void settlingOneByOneIsSettlingThemTogether(
            @ForAll @IntRange(min = 1, max = 8) int messages,
            @ForAll("settlements") List<Settlement> settlements,
            QueueBench bench) {
        List<String> together = left(bench, messages, settlements, true);
        List<String> oneByOne = left(bench, messages, settlements, false);
        Expect.equal("what is left in the queue after settling one by one", together, oneByOne);
    }

    /** What is left when the channel that got the messages has settled them and is closed. */
    private static List<String> left(QueueBench bench, int messages, List<Settlement> settlements, boolean together) {
        String queue = bench.queue("q");
        RawChannel channel = bench.channel().another(2);
        publish(channel, queue, messages);
        channel.get(queue, messages);
        long tag = 0;
        long left = messages;
        for (Settlement settlement : settlements) {
            long last = Math.min(messages, tag + settlement.deliveries());
            if (settlement.fate() != Fate.REQUEUED) {
                left -= last - tag;
            }
            for (long one = together ? last : tag + 1; one <= last && last > tag; one++) {
                settle(channel, settlement.fate(), one, together);
            }
            tag = last;
        }
        channel.close();
        bench.awaitDepth(queue, left);
        List<String> texts = drain(bench, queue, left);
        bench.channel().deleteQueue(queue);
        return texts;
    }

    private static void settle(RawChannel channel, Fate fate, long tag, boolean multiple) {
        if (fate == Fate.ACKED) {
            channel.ack(tag, multiple);
        } else {
            channel.nack(tag, multiple, fate == Fate.REQUEUED);
        }
    }

    private static void publish(RawChannel channel, String queue, int messages) {
        for (int i = 0; i < messages; i++) {
            channel.publish(queue, "m" + i);
        }
    }

    private static List<String> drain(QueueBench bench, String queue, long messages) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            texts.add(told(bench.channel().get(queue, true)));
        }
        bench.channel().expectEmpty(queue);
        return texts;
    }

    private static String told(RawChannel.Message message) {
        return message.text() + (message.redelivered() ? " again" : "");
    }

    /** Some messages were seen before and given back, so that there are redelivered ones among them. */
    @Property(tries = 15)
    @Rule({"CONS-06", "CONS-11", "CONS-13"})
    void consumingWithPrefetchIsGettingAsManyMessages(
            @ForAll @Size(min = 1, max = 8) List<Boolean> givenBack,
            @ForAll @IntRange(min = 1, max = 8) int prefetch,
            QueueBench bench) {
        int wanted = Math.min(prefetch, givenBack.size());
        String gotten = prepared(bench, givenBack);
        List<String> byGet = bench.channel().get(gotten, wanted).stream()
                .map(SettlementRelationProperties::told)
                .toList();
        String consumed = prepared(bench, givenBack);
        RawChannel consumer = bench.channel().another(2);
        consumer.qos(prefetch, false);
        consumer.consume(consumed, "consumer");
        List<String> byConsume = consumer.deliver(wanted).stream()
                .map(SettlementRelationProperties::told)
                .toList();
        consumer.cancel("consumer");
        Expect.equal("deliveries to a consumer with prefetch " + prefetch, byGet, byConsume);
        Expect.equal(
                "ready messages left",
                bench.channel().depth(gotten),
                bench.channel().depth(consumed));
        consumer.close();
        bench.channel().deleteQueue(gotten);
        bench.channel().deleteQueue(consumed);
    }

    private static String prepared(QueueBench bench, List<Boolean> givenBack) {
        String queue = bench.queue("q");
        RawChannel channel = bench.channel().another(3);
        publish(channel, queue, givenBack.size());
        List<RawChannel.Message> got = channel.get(queue, givenBack.size());
        for (int i = 0; i < got.size(); i++) {
            if (givenBack.get(i)) {
                channel.nack(got.get(i).tag(), false, true);
            } else {
                channel.ack(got.get(i).tag(), false);
                channel.publish(queue, "n" + i);
            }
        }
        channel.close();
        bench.awaitDepth(queue, givenBack.size());
        return queue;
    }

    @Property(tries = 10)
    @Rule({"QUEUE-15", "QUEUE-17"})
    void aPurgedQueueIsOneThatWasDeletedAndDeclaredAgain(
            @ForAll @IntRange(max = 5) int before, @ForAll @IntRange(min = 1, max = 5) int after, QueueBench bench) {
        String purged = bench.queue("q");
        publish(bench.channel(), purged, before);
        String deleted = bench.queue("q");
        publish(bench.channel(), deleted, before);
        bench.awaitDepth(purged, before);
        bench.awaitDepth(deleted, before);
        long byPurge = bench.channel()
                .call(new AMQP.Queue.Purge.Builder().queue(purged).build(), "queue.purge-ok")
                .number("message-count");
        long byDelete = bench.channel()
                .call(new AMQP.Queue.Delete.Builder().queue(deleted).build(), "queue.delete-ok")
                .number("message-count");
        bench.channel().declare(deleted, false, Map.of());
        Expect.equal("messages counted by purge", (long) before, byPurge);
        Expect.equal("messages counted by delete", byPurge, byDelete);
        publish(bench.channel(), purged, after);
        publish(bench.channel(), deleted, after);
        Expect.equal("messages that came later", drain(bench, purged, after), drain(bench, deleted, after));
        bench.channel().deleteQueue(purged);
        bench.channel().deleteQueue(deleted);
    }

    @Provide
    Arbitrary<List<Settlement>> settlements() {
        return Combinators.combine(Arbitraries.integers().between(1, 4), Arbitraries.of(Fate.class))
                .as(Settlement::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
