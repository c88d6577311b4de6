package dev.touchstone.suite.cases.prio;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import dev.touchstone.suite.target.Capability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Generated publishes, gets and requeues on a priority queue: what comes out is the oldest of the highest priority. */
@AddLifecycleHook(LabHook.class)
@Needs(Capability.PRIORITY_QUEUES)
class PriorityProperties {
    private static final int TAKE = -2;
    private static final int TAKE_AND_GIVE_BACK = -3;
    private static final int NONE = -1;

    @Property(tries = 25)
    @Rule({"PRIO-02", "PRIO-03", "PRIO-04", "PRIO-11"})
    void theOldestOfTheHighestPriorityComesFirst(
            @ForAll("maxima") int maximum, @ForAll("steps") List<Integer> steps, QueueBench bench) {
        String queue = bench.queue("q", "x-max-priority", maximum);
        Model model = new Model(maximum);
        for (int step : steps) {
            if (step >= NONE) {
                bench.channel().publish("", queue, properties(step), model.publish(step));
            } else if (model.waiting.isEmpty()) {
                bench.channel().expectEmpty(queue);
            } else {
                RawChannel.Message taken = bench.channel().get(queue, step == TAKE);
                Expect.equal("the message taken", model.first(), taken.text());
                if (step == TAKE) {
                    model.waiting.remove(0);
                } else {
                    bench.channel().nack(taken.tag(), false, true);
                }
            }
        }
        for (Message message : model.waiting) {
            Expect.equal(
                    "one of the rest",
                    message.text(),
                    bench.channel().get(queue, true).text());
        }
        bench.channel().expectEmpty(queue);
        bench.channel().deleteQueue(queue);
    }

    private static AMQP.BasicProperties properties(int priority) {
        return priority == NONE
                ? new AMQP.BasicProperties()
                : new AMQP.BasicProperties.Builder().priority(priority).build();
    }

    @Provide
    Arbitrary<Integer> maxima() {
        return Arbitraries.of(1, 2, 5, 10);
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        Arbitrary<Integer> priorities = Arbitraries.of(NONE, 0, 1, 2, 4, 5, 6, 10, 11, 127, 128, 255);
        return Arbitraries.frequencyOf(
                        Tuple.of(5, priorities),
                        Tuple.of(2, Arbitraries.just(TAKE)),
                        Tuple.of(1, Arbitraries.just(TAKE_AND_GIVE_BACK)))
                .list()
                .ofMinSize(2)
                .ofMaxSize(20);
    }

    private record Message(int effective, String text) {}

    /** Everything that waits, sorted; equal priorities stay in the order of publishing. */
    private static final class Model {
        private final int maximum;
        private final List<Message> waiting = new ArrayList<>();
        private int published;

        Model(int maximum) {
            this.maximum = maximum;
        }

        String publish(int priority) {
            String text = "p" + priority + " number " + published++;
            waiting.add(new Message(Math.min(Math.max(priority, 0), maximum), text));
            waiting.sort(Comparator.comparing(Message::effective).reversed());
            return text;
        }

        String first() {
            return waiting.get(0).text();
        }
    }
}
