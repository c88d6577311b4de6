package dev.touchstone.suite.cases.len;

import dev.touchstone.suite.lab.Deaths;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import dev.touchstone.suite.target.Capability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Generated publishes into queues with generated limits: who survives, who is refused, who becomes a letter. */
@AddLifecycleHook(LabHook.class)
@Needs({Capability.LENGTH_LIMITS, Capability.DEAD_LETTERING})
class LengthProperties {
    private static final int NO_LIMIT = -1;

    /** A step that publishes so many octets is that number; these are the others. */
    private static final int TAKE = -1;

    private static final int HOLD = -2;
    private static final int GIVE_BACK = -3;

    /** Limits in messages and octets, {@value #NO_LIMIT} for none. */
    record Limits(int messages, int octets, String overflow) {
        boolean dropsHead() {
            return overflow.equals("drop-head");
        }
    }

    @Property(tries = 40)
    @Rule({"LEN-01", "LEN-02", "LEN-03", "LEN-04", "LEN-05", "LEN-06", "LEN-07", "LEN-08", "LEN-09"})
    void survivorsRefusalsAndLettersAreThoseOfThePlainModel(
            @ForAll("limits") Limits limits, @ForAll("steps") List<Integer> steps, QueueBench bench, Lab lab) {
        Run run = new Run(limits, bench, lab);
        for (int step : steps) {
            run.step(step);
        }
        run.finish();
        run.delete();
    }

    @Provide
    Arbitrary<Limits> limits() {
        Arbitrary<Integer> messages = Arbitraries.of(NO_LIMIT, 0, 1, 2, 3, 5);
        Arbitrary<Integer> octets = Arbitraries.of(NO_LIMIT, NO_LIMIT, 0, 1, 5, 8, 20);
        Arbitrary<String> overflows = Arbitraries.of("drop-head", "reject-publish", "reject-publish-dlx");
        return Combinators.combine(messages, octets, overflows).as(Limits::new);
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.frequencyOf(
                        Tuple.of(10, Arbitraries.of(0, 1, 2, 3, 4, 5, 8, 9)),
                        Tuple.of(2, Arbitraries.just(TAKE)),
                        Tuple.of(2, Arbitraries.just(HOLD)),
                        Tuple.of(2, Arbitraries.just(GIVE_BACK)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(16);
    }

    private record Message(int number, int octets) {
        String text() {
            return String.valueOf((char) ('a' + number)).repeat(octets);
        }
    }

    private record Held(Message message, long tag) {}

    /** The plain model and the broker, step by step; the letters come at the end, in their order. */
    private static final class Run {
        private final Limits limits;
        private final QueueBench bench;

        /** One channel for all: what two of them ask of a queue may come to it in either order. */
        private final RawChannel channel;

        private final String box;
        private final String queue;

        private final List<Message> ready = new ArrayList<>();
        private final List<Held> held = new ArrayList<>();
        private final List<String> letters = new ArrayList<>();
        private int published;

        Run(Limits limits, QueueBench bench, Lab lab) {
            this.limits = limits;
            this.bench = bench;
            channel = bench.channel().another(2);
            channel.confirmSelect();
            box = bench.queue("box");
            Map<String, Object> arguments =
                    QueueBench.arguments("x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
            arguments.put("x-overflow", limits.overflow());
            if (limits.messages() != NO_LIMIT) {
                arguments.put("x-max-length", limits.messages());
            }
            if (limits.octets() != NO_LIMIT) {
                arguments.put("x-max-length-bytes", limits.octets());
            }
            queue = bench.channel().declare(lab.name("q"), false, arguments);
        }

        void step(int step) {
            if (step >= 0) {
                publish(new Message(published++, step));
            } else if (step == GIVE_BACK) {
                giveBack();
            } else if (ready.isEmpty()) {
                channel.expectEmpty(queue);
            } else {
                RawChannel.Message got = channel.get(queue, step == TAKE);
                Message first = ready.remove(0);
                Expect.equal("the head", first.text(), got.text());
                if (step == HOLD) {
                    held.add(new Held(first, got.tag()));
                }
            }
        }

        private void publish(Message message) {
            boolean refused = !limits.dropsHead() && isOver(ready.size() + 1, octets() + message.octets());
            channel.publish(queue, message.text());
            channel.expect(refused ? "basic.nack" : "basic.ack");
            if (!refused) {
                ready.add(message);
                dropWhatIsOver();
            } else if (limits.overflow().equals("reject-publish-dlx")) {
                letters.add("maxlen " + message.text());
            }
        }

        private void giveBack() {
            if (held.isEmpty()) {
                return;
            }
            Held back = held.remove(held.size() - 1);
            channel.nack(back.tag(), false, true);
            ready.add(back.message());
            ready.sort(Comparator.comparing(Message::number));
            dropWhatIsOver();
        }

        private void dropWhatIsOver() {
            while (limits.dropsHead() && !ready.isEmpty() && isOver(ready.size(), octets())) {
                letters.add("maxlen " + ready.remove(0).text());
            }
        }

        private int octets() {
            return ready.stream().mapToInt(Message::octets).sum();
        }

        private boolean isOver(int messages, int octets) {
            return limits.messages() != NO_LIMIT && messages > limits.messages()
                    || limits.octets() != NO_LIMIT && octets > limits.octets();
        }

        /** Rejects the survivors, so that they follow the letters of before on the same way: none can be overlooked. */
        void finish() {
            for (Message survivor : ready) {
                RawChannel.Message got = channel.get(queue);
                Expect.equal("a survivor", survivor.text(), got.text());
                channel.reject(got.tag(), false);
                letters.add("rejected " + survivor.text());
            }
            channel.expectEmpty(queue);
            List<String> came = new ArrayList<>();
            for (int i = 0; i < letters.size(); i++) {
                RawChannel.Message letter = bench.take(box);
                came.add(Deaths.value(Deaths.newest(letter), "reason") + " " + letter.text());
            }
            Expect.equal("letters", letters, came);
            bench.channel().expectEmpty(box);
        }

        void delete() {
            channel.close();
            bench.channel().deleteQueue(queue);
            bench.channel().deleteQueue(box);
        }
    }
}
