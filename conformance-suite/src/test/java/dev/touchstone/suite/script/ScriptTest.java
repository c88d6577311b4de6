package dev.touchstone.suite.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {
    @Property(tries = 500)
    void whatIsPrintedIsReadAsItWas(@ForAll("lines") List<Line> lines) {
        Script script = new Script(List.of("a comment", ""), lines);
        assertThat(Script.parse(script.print()).print()).isEqualTo(script.print());
        assertThat(Script.parse(script.print()).steps()).isEqualTo(script.steps());
        assertThat(Script.parse(script.print()).lines().stream()
                        .map(Line::expected)
                        .toList())
                .isEqualTo(lines.stream().map(Line::expected).toList());
    }

    @Test
    void aStepWithoutExpectationsMustBeAnsweredAndNothingElse() {
        Script script = Script.parse("a connect\na.1 open\na.1 publish \"\" q m1\n");
        assertThat(script.lines().get(1).expected()).containsExactly(Event.of("a.1", Event.Kind.OK));
        assertThat(script.lines().get(2).expected()).isEmpty();
    }

    @Test
    void valuesHaveTheTypesThatTheyShow() {
        Step step = Script.parse("a.1 queue.declare q x-a=3 x-b=\"3\" x-c=true x-d=[1,two] x-e={n=1}")
                .steps()
                .get(0);
        assertThat(step.arguments())
                .containsEntry("x-a", 3L)
                .containsEntry("x-b", "3")
                .containsEntry("x-c", true)
                .containsEntry("x-d", List.of(1L, "two"))
                .containsEntry("x-e", Map.of("n", 1L));
    }

    @Test
    void anExpectationMayLeaveTheConsumerOpen() {
        Event expected = Script.parse("a.1 publish \"\" q m1 -> deliver c1|c2 m1")
                .lines()
                .get(0)
                .expected()
                .get(0);
        assertThat(expected.allows(Event.of("b.1", Event.Kind.DELIVER, "c2", "m1")))
                .isTrue();
        assertThat(expected.allows(Event.of("b.1", Event.Kind.DELIVER, "c3", "m1")))
                .isFalse();
        assertThat(expected.allows(
                        Event.of("b.1", Event.Kind.DELIVER, "c2", "m1").with(Event.REDELIVERED, true)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.1 frobnicate q            | line 1: there is no step 'frobnicate'; the steps are connect",
                "a.1 get                     | line 1: 'get' needs its queue: CLIENT.CHANNEL get QUEUE [no-ack]",
                "a get q                     | line 1: 'a' cannot do 'get'; write CLIENT.CHANNEL get QUEUE",
                "a.250 get q                 | line 1: 'a.250' cannot do 'get'; write CLIENT.CHANNEL get QUEUE",
                "a.1 get q durable           | line 1: 'get' has no 'durable': CLIENT.CHANNEL get QUEUE",
                "a.1 get q -> lost m1        | line 1: there is no event 'lost' or 'm1'",
                "a.1 get q -> got            | line 1: here should stand what got names",
                "a.1 get \"q                 | line 1: a quoted word does not end",
                "wait soon                   | line 1: say how long to wait in milliseconds, such as 600ms",
                "a.1 queue.declare q x=[1    | line 1: ",
                "a.1 qos many                | line 1: the prefetch count is a number"
            })
    void whatCannotBeReadNamesItsLineAndWhatToDo(String text, String message) {
        assertThatThrownBy(() -> Script.parse(text.strip()))
                .isInstanceOf(ScriptException.class)
                .hasMessageStartingWith(message.strip());
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        return Combinators.combine(steps(), events().list().ofMaxSize(3), Arbitraries.of(true, false))
                .as((step, events, open) -> new Line(0, step, placed(step, events), open))
                .list()
                .ofMaxSize(5);
    }

    /** As a script says it: a delivery belongs to its consumer and has no place of its own. */
    private static List<Event> placed(Step step, List<Event> events) {
        List<Event> placed = new ArrayList<>();
        events.forEach(event -> placed.add(event.kind() == Event.Kind.DELIVER ? event.at(step.where()) : event));
        return placed;
    }

    private static Arbitrary<Step> steps() {
        return Combinators.combine(
                        Arbitraries.of(Verb.values()),
                        words().list().ofSize(3),
                        values(),
                        Arbitraries.integers().between(1, 9))
                .as((verb, words, value, channel) -> {
                    String where = switch (verb.scope()) {
                        case CLIENT -> "c" + channel;
                        case CHANNEL -> "c" + channel + "." + channel;
                        case BROKER -> "";
                    };
                    List<String> operands =
                            new ArrayList<>(words.subList(0, verb.operands().size()));
                    if (verb == Verb.WAIT) {
                        operands.set(0, channel + "00ms");
                    } else if (verb == Verb.QOS) {
                        operands.set(0, Integer.toString(channel));
                    }
                    Map<String, Object> options = new LinkedHashMap<>();
                    verb.flags().stream().sorted().forEach(flag -> options.put(flag, true));
                    if (verb.takesArguments()) {
                        options.put("x-argument", value);
                        options.put("with blanks", words.get(0));
                    }
                    return new Step(where, verb, operands, options);
                });
    }

    private static Arbitrary<Event> events() {
        return Combinators.combine(
                        Arbitraries.of(Event.Kind.values()), words().list().ofSize(2), values())
                .as((kind, words, value) ->
                        new Event("b.2", kind, words.subList(0, kind.operands()), Map.of("field", value)));
    }

    private static Arbitrary<String> words() {
        return Arbitraries.oneOf(
                Arbitraries.of("", "q1", "m1", "#", "a.*.#", "->", "?!", "true", "17", "ok", "nothing", "a b", "x=y"),
                Arbitraries.strings()
                        .withChars('a', '"', '\\', ';', '\n', '\t', '{', ']', ',', 'é', ' ')
                        .ofMaxLength(4));
    }

    private static Arbitrary<Object> values() {
        Arbitrary<Object> plain = Arbitraries.oneOf(
                Arbitraries.longs().between(-1000, 1_000_000).map(number -> (Object) number),
                words().map(word -> (Object) word),
                Arbitraries.of(true, false));
        return Arbitraries.oneOf(plain, plain.list().ofMaxSize(3).map(list -> (Object) list), plain.map(value ->
                (Object) Map.of("a name", value)));
    }
}
