package dev.touchstone.broker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.wire.FieldTable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicMatchingTest {
    @ParameterizedTest(name = "pattern {0}, key {1}: {2}")
    @CsvSource({
        "a.*, a, false",
        "a.*, a.b, true",
        "a.*, a.b.c, false",
        "a.*, a., true",
        "a.#, a, true",
        "a.#, a., true",
        "a.#, a.b.c, true",
        "a.#, b, false",
        "#.b, b, true",
        "#.b, a.b, true",
        "a.#.b, a.b, true",
        "a.#.b, a..b, true",
        "a.#.b, a.x.y.b, true",
        "a.#.b, a.x.y, false",
        "#, '', true",
        "#.#, '', true",
        "#.#, a.b, true",
        "*, '', false",
        "'', '', true",
        "'', a, false",
        "*.#, '', false",
        "*.#, a.b, true",
        "#.*.#, a, true",
        "#.*.#, '', false",
        "#.*, a.b.c, true",
        "*.*, ., true",
        "a.*.b, a..b, true",
        "a.b, a..b, false",
        "a*, ab, false",
        "a*, a*, true",
        "**, a, false",
        "##, ##, true",
        "##, a, false",
        "*, #, true",
        "A.b, a.b, false",
    })
    void patternsMatchByWords(String pattern, String key, boolean matches) {
        Bound bound = Bound.of(ExchangeType.TOPIC);
        bound.bind("q", pattern);

        assertThat(bound.reached(key)).isEqualTo(matches ? Set.of("q") : Set.of());
    }

    @Test
    void aDestinationOfTwoPatternsStaysUntilBothAreGone() {
        Bound bound = Bound.of(ExchangeType.TOPIC);
        Spot spot = new Spot("q");
        Binding first = bound.bind(spot, "a.#", FieldTable.EMPTY);
        Binding second = bound.bind(spot, "a.b.#", FieldTable.EMPTY);

        bound.exchange.unbind(first);
        assertThat(bound.reached("a.b.c")).containsExactly("q");
        assertThat(bound.reached("a.c")).isEmpty();

        bound.exchange.unbind(second);
        assertThat(bound.reached("a.b.c")).isEmpty();
    }

    @Test
    void manyWildcardsAndALongKeyStayCheap() {
        Bound bound = Bound.of(ExchangeType.TOPIC);
        bound.bind("q", "#.a".repeat(60) + ".#.b");

        assertThat(bound.reached("a" + ".a".repeat(126))).isEmpty();
    }

    @Test
    void moreKeysThanAreRememberedAreRoutedTheSame() {
        Bound bound = Bound.of(ExchangeType.TOPIC);
        bound.bind("q", "*.5000");

        for (int i = 0; i < 10_000; i++) {
            assertThat(bound.reached("k." + i)).hasSize(i == 5000 ? 1 : 0);
        }
    }

    @Property(tries = 500)
    void theTrieAgreesWithTheDefinition(
            @ForAll @Size(max = 12) List<@From("names") String> patterns,
            @ForAll @Size(max = 6) List<@From("names") String> keys,
            @ForAll int removed) {
        Bound bound = Bound.of(ExchangeType.TOPIC);
        List<Binding> bindings = patterns.stream()
                .map(pattern -> bound.bind("q:" + pattern, pattern))
                .toList();
        if (!bindings.isEmpty()) {
            bound.exchange.unbind(bindings.get(Math.floorMod(removed, bindings.size())));
        }
        for (String key : keys) {
            Set<String> expected = new TreeSet<>();
            for (Binding binding : bound.exchange.outgoing()) {
                if (matches(words(binding.routingKey()), words(key))) {
                    expected.add(binding.destination().name());
                }
            }
            assertThat(bound.reached(key)).as("key %s", key).isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("a", "b", "", "*", "#", "a*").list().ofMaxSize(5).map(words -> String.join(".", words));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\\.", -1));
    }

    private static boolean matches(List<String> pattern, List<String> key) {
        if (pattern.isEmpty()) {
            return key.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.get(0).equals("#")) {
            return matches(rest, key) || (!key.isEmpty() && matches(pattern, key.subList(1, key.size())));
        }
        return !key.isEmpty()
                && (pattern.get(0).equals("*") || pattern.get(0).equals(key.get(0)))
                && matches(rest, key.subList(1, key.size()));
    }
}
