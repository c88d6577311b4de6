package dev.touchstone.suite.cases.metamorphic;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.Methods;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireWriter;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** What must make no difference to messages on their way in. */
@AddLifecycleHook(LabHook.class)
class PublishRelationProperties {
    private static final AMQP.BasicProperties PROPERTIES = new AMQP.BasicProperties.Builder()
            .messageId("id")
            .headers(Map.of("header", "value"))
            .build();

    /**
     * One way to send a message: how long its body frames are, by turns, and where the octets of all its frames are cut into writes.
     */
    record Cut(List<Integer> frames, List<Integer> writes) {}

    /** Confirmed one after the other, so that there is one order of all. */
    @Property(tries = 15)
    @Rule({"PUB-08", "PUB-CONFIRM-04"})
    void publishesSplitOverTwoChannelsArriveAsThoseOfOne(
            @ForAll @Size(min = 1, max = 10) List<Boolean> onTheSecond, QueueBench bench) {
        RawChannel first = bench.channel().another(2);
        RawChannel second = bench.channel().another(3);
        first.confirmSelect();
        second.confirmSelect();
        List<String> together =
                published(bench, onTheSecond.stream().map(which -> first).toList());
        List<String> split = published(
                bench, onTheSecond.stream().map(which -> which ? second : first).toList());
        Expect.equal("messages of two channels", together, split);
        first.close();
        second.close();
    }

    private static List<String> published(QueueBench bench, List<RawChannel> channels) {
        String queue = bench.queue("q");
        for (int i = 0; i < channels.size(); i++) {
            channels.get(i).publish(queue, "m" + i);
            channels.get(i).expect("basic.ack");
        }
        List<String> texts = bench.takeTexts(queue, channels.size());
        bench.channel().expectEmpty(queue);
        bench.channel().deleteQueue(queue);
        return texts;
    }

    @Property(tries = 25)
    @Rule({"PUB-02", "FRAME-10"})
    void framesAndWritesCutElsewhereMakeTheSameMessage(
            @ForAll @IntRange(max = 5000) int size,
            @ForAll("cuts") Cut one,
            @ForAll("cuts") Cut other,
            QueueBench bench) {
        String queue = bench.queue("q");
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        send(bench.channel(), queue, body, one);
        send(bench.channel(), queue, body, other);
        RawChannel.Message first = bench.channel().get(queue, true);
        RawChannel.Message second = bench.channel().get(queue, true);
        Expect.that(Arrays.equals(body, first.body()), "the octets that were published", () -> "others at first");
        Expect.that(
                Arrays.equals(first.body(), second.body()), "the same octets twice", () -> "others the second time");
        Expect.equal("properties", first.properties(), second.properties());
        bench.channel().expectEmpty(queue);
        bench.channel().deleteQueue(queue);
    }

    private static void send(RawChannel channel, String queue, byte[] body, Cut cut) {
        byte[] octets = octets(channel.number(), queue, body, cut.frames());
        int sent = 0;
        for (int at : new TreeSet<>(cut.writes())) {
            int end = Math.min(at, octets.length);
            if (end > sent) {
                channel.dialogue().probe().send(Arrays.copyOfRange(octets, sent, end));
                sent = end;
            }
        }
        channel.dialogue().probe().send(Arrays.copyOfRange(octets, sent, octets.length));
    }

    /** Method, header and body frames one behind the other. */
    private static byte[] octets(int channel, String queue, byte[] body, List<Integer> sizes) {
        AMQP.Basic.Publish publish =
                new AMQP.Basic.Publish.Builder().routingKey(queue).build();
        WireWriter out = new WireWriter()
                .octets(frame(WireFrame.METHOD, channel, Methods.payload(publish)))
                .octets(frame(WireFrame.HEADER, channel, Methods.header(PROPERTIES, body.length)));
        int written = 0;
        for (int i = 0; written < body.length; i++) {
            int end = Math.min(body.length, written + sizes.get(i % sizes.size()));
            out.octets(frame(WireFrame.BODY, channel, Arrays.copyOfRange(body, written, end)));
            written = end;
        }
        return out.toByteArray();
    }

    private static byte[] frame(int type, int channel, byte[] payload) {
        return WireWriter.frame(type, channel, payload, WireFrame.END);
    }

    /** With one commit for all, or with others in between. */
    @Property(tries = 10)
    @Rule({"TX-02", "TX-08"})
    void aCommittedTransactionLeavesWhatPlainPublishesLeave(
            @ForAll @Size(min = 1, max = 6) List<Boolean> commitAfter, QueueBench bench) {
        RawChannel plain = bench.channel().another(2);
        plain.confirmSelect();
        List<String> expected =
                published(bench, commitAfter.stream().map(after -> plain).toList());
        plain.close();
        RawChannel channel = bench.channel().another(2);
        channel.call(new AMQP.Tx.Select.Builder().build(), "tx.select-ok");
        String queue = bench.queue("q");
        for (int i = 0; i < commitAfter.size(); i++) {
            channel.publish(queue, "m" + i);
            if (commitAfter.get(i)) {
                channel.call(new AMQP.Tx.Commit.Builder().build(), "tx.commit-ok");
            }
        }
        channel.call(new AMQP.Tx.Commit.Builder().build(), "tx.commit-ok");
        Expect.equal("messages after commits", expected, bench.takeTexts(queue, expected.size()));
        bench.channel().expectEmpty(queue);
        bench.channel().deleteQueue(queue);
        channel.close();
    }

    @Provide
    Arbitrary<Cut> cuts() {
        Arbitrary<List<Integer>> frames =
                Arbitraries.integers().between(1, 5000).list().ofMinSize(1).ofMaxSize(5);
        Arbitrary<List<Integer>> writes = Arbitraries.oneOf(
                        Arbitraries.integers().between(1, 80),
                        Arbitraries.integers().between(1, 5200))
                .list()
                .ofMaxSize(6);
        return Combinators.combine(frames, writes).as(Cut::new);
    }
}
