package dev.touchstone.suite.cases.topic;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Matching on generated patterns and keys against the definition. */
@AddLifecycleHook(LabHook.class)
class TopicProperties {
    @Property
    @Rule({"TOPIC-01", "TOPIC-03", "TOPIC-04", "TOPIC-05", "TOPIC-06", "TOPIC-07"})
    void keysReachExactlyThePatternsThatMatchThemByDefinition(
            @ForAll("patterns") Set<String> patterns, @ForAll("keys") Set<String> keys, RoutingBench bench)
            throws IOException {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (String pattern : patterns) {
            expected.put(
                    pattern,
                    keys.stream()
                            .filter(key -> matches(words(pattern), words(key)))
                            .toList());
        }
        TopicTable table = new TopicTable(bench);
        try {
            Expect.equal("keys by pattern", expected, table.bind(patterns).publish(keys));
        } finally {
            table.clear();
        }
    }

    /** The definition: a star is one word, a hash is none, or one and what a hash is. */
    static boolean matches(List<String> pattern, List<String> key) {
        if (pattern.isEmpty()) {
            return key.isEmpty();
        }
        String first = pattern.get(0);
        List<String> others = pattern.subList(1, pattern.size());
        if (first.equals("#") && matches(others, key)) {
            return true;
        }
        if (key.isEmpty() || !(first.equals("#") || first.equals("*") || first.equals(key.get(0)))) {
            return false;
        }
        return matches(first.equals("#") ? pattern : others, key.subList(1, key.size()));
    }

    /** The empty key has no word; otherwise there is one word more than dots. */
    static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\\.", -1));
    }

    @Provide
    Arbitrary<Set<String>> patterns() {
        return dotted("a", "b", "*", "#", "", "a*").set().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<Set<String>> keys() {
        return dotted("a", "b", "c", "", "*", "#", "a*").set().ofMinSize(1).ofMaxSize(6);
    }

    private static Arbitrary<String> dotted(String... words) {
        return Arbitraries.of(words).list().ofMaxSize(5).map(list -> String.join(".", list));
    }
}
