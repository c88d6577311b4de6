package dev.touchstone.suite.cases.frame;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Bodies of sizes around what fits into frames, from one publisher to consumers whose frames are of other sizes. */
@AddLifecycleHook(LabHook.class)
class BodyProperties {
    /** The least that a frame-max may be; frame headers and ends are {@value #OVERHEAD} octets of it. */
    private static final int SMALLEST = 4096;

    private static final int OVERHEAD = 8;
    private static final List<Integer> FRAME_MAX = List.of(SMALLEST, 5000, 131_072);

    private record Consumer(Dialogue dialogue, int frameMax) {}

    /** A body is its size, and how many octets go into each of its frames by turns. */
    @Property(tries = 10)
    @Rule({"FRAME-06", "EXCH-FANOUT-01", "PUB-08"})
    void bodiesReachEveryConsumerWholeInFramesOfItsSize(
            @ForAll("bodies") List<Tuple2<Integer, List<Integer>>> bodies, Lab lab) {
        String exchange = lab.name("fanout");
        Dialogue publisher = dial(lab, SMALLEST);
        AMQP.Exchange.Declare declare = new AMQP.Exchange.Declare.Builder()
                .exchange(exchange)
                .type("fanout")
                .autoDelete(true)
                .build();
        publisher.call(1, declare, "exchange.declare-ok");
        List<Consumer> consumers = new ArrayList<>();
        for (int frameMax : FRAME_MAX) {
            consumers.add(new Consumer(consume(lab, exchange, frameMax), frameMax));
        }
        for (Tuple2<Integer, List<Integer>> body : bodies) {
            publish(publisher, exchange, octets(body.get1()), body.get2());
        }
        for (Consumer consumer : consumers) {
            bodies.forEach(body -> expectBody(consumer, octets(body.get1())));
            consumer.dialogue().close();
        }
        publisher.barrier(1);
        publisher.close();
    }

    private static Dialogue dial(Lab lab, int frameMax) {
        return lab.dial().open(lab.handshake().withFrameMax(frameMax)).openChannel(1);
    }

    private static Dialogue consume(Lab lab, String exchange, int frameMax) {
        Dialogue dialogue = dial(lab, frameMax);
        String queue = lab.name("q");
        dialogue.call(
                1, new AMQP.Queue.Declare.Builder().queue(queue).exclusive(true).build(), "queue.declare-ok");
        dialogue.call(
                1, new AMQP.Queue.Bind.Builder().queue(queue).exchange(exchange).build(), "queue.bind-ok");
        dialogue.call(
                1, new AMQP.Basic.Consume.Builder().queue(queue).noAck(true).build(), "basic.consume-ok");
        return dialogue;
    }

    private static void publish(Dialogue publisher, String exchange, byte[] body, List<Integer> pieces) {
        publisher
                .probe()
                .send(1, new AMQP.Basic.Publish.Builder().exchange(exchange).build())
                .sendHeader(1, new AMQP.BasicProperties(), body.length);
        int sent = 0;
        for (int i = 0; sent < body.length; i++) {
            int end = Math.min(body.length, sent + pieces.get(i % pieces.size()));
            publisher.probe().sendBody(1, Arrays.copyOfRange(body, sent, end));
            sent = end;
        }
    }

    private static void expectBody(Consumer consumer, byte[] body) {
        consumer.dialogue().expect(1, "basic.deliver");
        Dialogue.Content content = consumer.dialogue().expectContent(1);
        Expect.equal("size of the body", body.length, content.body().length);
        Expect.that(Arrays.equals(body, content.body()), "the octets that were published", () -> "other octets");
        int most = consumer.frameMax() - OVERHEAD;
        Expect.that(
                content.bodyFrameSizes().stream().allMatch(size -> size <= most),
                "body frames of at most " + most + " octets",
                () -> content.bodyFrameSizes().toString());
    }

    /** The same octets for the same size, and no two frames alike. */
    private static byte[] octets(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }

    @Provide
    Arbitrary<List<Tuple2<Integer, List<Integer>>>> bodies() {
        int full = SMALLEST - OVERHEAD;
        int other = 5000 - OVERHEAD;
        Arbitrary<Integer> sizes = Arbitraries.oneOf(
                Arbitraries.of(full, 2 * full, 3 * full, other, 2 * other, 131_072 - OVERHEAD)
                        .flatMap(size -> Arbitraries.integers().between(-1, 1).map(more -> size + more)),
                Arbitraries.of(0, 1, 2, SMALLEST, 8192, 20_000),
                Arbitraries.integers().between(0, 10_000));
        Arbitrary<List<Integer>> pieces = Arbitraries.oneOf(
                        Arbitraries.of(full, full, full - 1, full - 2),
                        Arbitraries.integers().between(500, full))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
        return Combinators.combine(sizes, pieces)
                .as(Tuple::of)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }
}
