package dev.touchstone.suite.cases.queue;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.ProbeEvent;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.probe.WireWriter;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import dev.touchstone.suite.target.Capability;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** A queue that is declared with generated arguments, and again with others: equivalent by value, or refused. */
@AddLifecycleHook(LabHook.class)
@Needs({Capability.LENGTH_LIMITS, Capability.MESSAGE_TTL, Capability.DEAD_LETTERING, Capability.PRIORITY_QUEUES})
class ArgumentProperties {
    @Property(tries = 40)
    @Rule({"QUEUE-05", "QUEUE-07"})
    void aRedeclareIsEquivalentExactlyIfEachArgumentHasTheSameValue(
            @ForAll("pairs") Tuple2<Map<String, FieldValue>, Map<String, FieldValue>> pair, QueueBench bench, Lab lab) {
        String queue = lab.name("q");
        Expect.equal("answer to the first declare", "queue.declare-ok", answer(bench.channel(), queue, pair.get1()));
        RawChannel second = bench.channel().another(2);
        String expected =
                values(pair.get1()).equals(values(pair.get2())) ? "queue.declare-ok" : "channel.close 406 of 50.10";
        Expect.equal("answer to the second declare", expected, answer(second, queue, pair.get2()));
        if (expected.equals("queue.declare-ok")) {
            second.close();
        }
        bench.channel().deleteQueue(queue);
    }

    private static String answer(RawChannel channel, String queue, Map<String, FieldValue> arguments) {
        WireTable table = new WireTable(arguments.entrySet().stream()
                .map(argument -> new WireTable.Entry(argument.getKey(), argument.getValue()))
                .toList());
        WireWriter declare =
                new WireWriter().shortInt(0).shortString(queue).octet(0).table(table);
        channel.dialogue().probe().sendMethod(channel.number(), 50, 10, declare.toByteArray());
        ProbeEvent event = channel.dialogue().next();
        if (event instanceof ProbeEvent.Frame frame && frame.frame().is("channel.close")) {
            channel.send(new AMQP.Channel.CloseOk.Builder().build());
            MethodFields close = frame.frame().method();
            return "channel.close " + close.number("reply-code") + " of " + close.number("class-id") + "."
                    + close.number("method-id");
        }
        return event instanceof ProbeEvent.Frame frame && frame.frame().is("queue.declare-ok")
                ? "queue.declare-ok"
                : event.toString();
    }

    /** What counts: the value, whatever the width of the integer. */
    private static Map<String, Object> values(Map<String, FieldValue> arguments) {
        Map<String, Object> values = new HashMap<>();
        arguments.forEach((name, field) -> values.put(name, field.value()));
        return values;
    }

    @Provide
    Arbitrary<Tuple2<Map<String, FieldValue>, Map<String, FieldValue>>> pairs() {
        return declares().flatMap(first -> second(first).map(second -> Tuple.of(first, second)));
    }

    /** Mostly the same values, perhaps in integers of other widths, or with one argument more, less or changed. */
    private static Arbitrary<Map<String, FieldValue>> second(Map<String, FieldValue> first) {
        Arbitrary<Map<String, FieldValue>> rewritten =
                Arbitraries.of(tagsOfIntegers()).list().ofSize(first.size()).map(tags -> rewritten(first, tags));
        Arbitrary<Map<String, FieldValue>> changed = arguments().map(argument -> {
            Map<String, FieldValue> other = new HashMap<>(first);
            other.put(argument.getKey(), argument.getValue());
            return other;
        });
        Arbitrary<Map<String, FieldValue>> without = Arbitraries.of("x-max-length", "x-overflow", "x-message-ttl")
                .map(name -> {
                    Map<String, FieldValue> fewer = new HashMap<>(first);
                    fewer.remove(name);
                    return fewer;
                });
        return Arbitraries.oneOf(Arbitraries.just(first), rewritten, changed, without);
    }

    private static Map<String, FieldValue> rewritten(Map<String, FieldValue> first, List<Character> tags) {
        Map<String, FieldValue> others = new HashMap<>();
        int next = 0;
        for (Map.Entry<String, FieldValue> argument : first.entrySet()) {
            FieldValue field = argument.getValue();
            others.put(
                    argument.getKey(),
                    field.value() instanceof Long ? new FieldValue(tags.get(next), field.value()) : field);
            next++;
        }
        return others;
    }

    private static List<Character> tagsOfIntegers() {
        return List.of('b', 'B', 's', 'u', 'I', 'i', 'l');
    }

    private static Arbitrary<Map<String, FieldValue>> declares() {
        return arguments().list().ofMaxSize(4).map(list -> {
            Map<String, FieldValue> table = new HashMap<>();
            list.forEach(argument -> table.put(argument.getKey(), argument.getValue()));
            return table;
        });
    }

    private static Arbitrary<Map.Entry<String, FieldValue>> arguments() {
        Arbitrary<Map.Entry<String, FieldValue>> numbers = argument(
                Arbitraries.of("x-message-ttl", "x-max-length", "x-max-length-bytes"), integers(100, 101, 127));
        Arbitrary<Map.Entry<String, FieldValue>> priorities =
                argument(Arbitraries.just("x-max-priority"), integers(1, 2));
        Arbitrary<Map.Entry<String, FieldValue>> overflows =
                argument(Arbitraries.just("x-overflow"), strings("drop-head", "reject-publish"));
        Arbitrary<Map.Entry<String, FieldValue>> exchanges =
                argument(Arbitraries.just("x-dead-letter-exchange"), strings("", "one", "One"));
        Arbitrary<Map.Entry<String, FieldValue>> single = argument(
                Arbitraries.just("x-single-active-consumer"),
                Arbitraries.of(true, false).map(FieldValue::bool));
        return Arbitraries.oneOf(numbers, numbers, priorities, overflows, exchanges, single);
    }

    private static Arbitrary<Map.Entry<String, FieldValue>> argument(
            Arbitrary<String> names, Arbitrary<FieldValue> values) {
        return names.flatMap(name -> values.map(value -> Map.entry(name, value)));
    }

    /** All fit into the smallest signed type. */
    private static Arbitrary<FieldValue> integers(long... values) {
        return Arbitraries.of(Arrays.stream(values).boxed().toList())
                .flatMap(value -> Arbitraries.of(tagsOfIntegers()).map(tag -> new FieldValue(tag, value)));
    }

    private static Arbitrary<FieldValue> strings(String... values) {
        return Arbitraries.of(values).map(FieldValue::string);
    }
}
