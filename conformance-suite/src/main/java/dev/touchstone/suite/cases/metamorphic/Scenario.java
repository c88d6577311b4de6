package dev.touchstone.suite.cases.metamorphic;

import dev.touchstone.suite.lab.RoutingBench;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Bindings of some queues to one exchange, and keys with which messages are published to it.
 *
 * @param bindings in the order in which they are made
 * @param keys one for each message
 */
record Scenario(List<Binding> bindings, List<String> keys) {
    static final int QUEUES = 3;

    private static final List<String> WORDS = List.of("a", "b", "A");

    /** Queue number so-and-so, from 0, is bound with that key. */
    record Binding(int queue, String key) {}

    /** A few bindings and messages; keys are one or two of a few words without wildcards, so that many of them meet. */
    static Arbitrary<Scenario> any() {
        Arbitrary<List<Binding>> bindings = Combinators.combine(
                        Arbitraries.integers().between(0, QUEUES - 1), anyKey())
                .as(Binding::new)
                .list()
                .ofMaxSize(6);
        return Combinators.combine(bindings, anyKey().list().ofMinSize(1).ofMaxSize(8))
                .as(Scenario::new);
    }

    static Arbitrary<String> anyKey() {
        return Arbitraries.of(WORDS).list().ofMinSize(1).ofMaxSize(2).map(words -> String.join(".", words));
    }

    /** The same with other keys. */
    Scenario renamed(UnaryOperator<String> names) {
        return new Scenario(
                bindings.stream()
                        .map(binding -> new Binding(binding.queue(), names.apply(binding.key())))
                        .toList(),
                keys.stream().map(names).toList());
    }

    /** The messages: each has its number as text, so that no two are alike. */
    List<RoutingBench.Letter> letters() {
        List<RoutingBench.Letter> letters = new ArrayList<>();
        for (String key : keys) {
            letters.add(new RoutingBench.Letter(key, "m" + letters.size()));
        }
        return letters;
    }
}
