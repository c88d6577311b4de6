package dev.touchstone.suite.cases.topic;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code *} and {@code #} stand for in the patterns of a topic exchange. */
@Conformance
class TopicPatternCases {
    /** Keys that have tricked a matcher before: empty words in all places, wildcards, case. */
    private static final Set<String> KEYS = Set.of(
            "", ".", "..", "a", "b", "A", "a.", ".a", "a.b", "A.b", "b.a", "a..b", "a.b.", "a.b.c", "a.x.b", "a.x.y.b",
            "a.b.c.d", "*", "#", "**", "##", "a*", "a.b*");

    @Test
    @Rule("TOPIC-01")
    void starIsExactlyOneWordAndHashAnyNumber(Lab lab) throws Exception {
        Set<String> keys = Set.of("a", "a.b", "a.b.c", "b.a", "x.a.y", "ab");
        TopicTable.expect(
                lab,
                Map.of(
                        "a.*", List.of("a.b"),
                        "*", List.of("a", "ab"),
                        "*.a", List.of("b.a"),
                        "*.*", List.of("a.b", "b.a"),
                        "*.a.*", List.of("x.a.y"),
                        "a.#", List.of("a", "a.b", "a.b.c"),
                        "#.a", List.of("a", "b.a"),
                        "#.a.#", List.of("a", "a.b", "a.b.c", "b.a", "x.a.y"),
                        "a.b", List.of("a.b"),
                        "ab", List.of("ab")),
                keys);
    }

    @Test
    @Rule("TOPIC-02")
    void hashAloneMatchesEveryKey(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String exchange = bench.exchange("topic");
        String queue = bench.queue(exchange, "#");
        List<String> keys = List.of("", "a", "a.b.c", "..", "x".repeat(255), "a.".repeat(127) + "a", ".".repeat(255));
        for (String key : keys) {
            Expect.equal("routed: a key of " + key.length() + " octets", true, bench.publish(exchange, key));
        }
        Expect.equal("keys that arrived", keys, bench.drain(queue));
    }

    @Test
    @Rule("TOPIC-03")
    void hashAtTheEndAtTheStartAndInTheMiddle(Lab lab) throws Exception {
        TopicTable.expect(
                lab,
                Map.of(
                        "a.#",
                                List.of(
                                        "a", "a.", "a.b", "a.b.", "a.b.c", "a.b.c.d", "a..b", "a.x.b", "a.x.y.b",
                                        "a.b*"),
                        "#.b", List.of("b", "a.b", "A.b", "a..b", "a.x.b", "a.x.y.b"),
                        "a.#.b", List.of("a.b", "a.x.b", "a.x.y.b", "a..b")),
                KEYS);
    }

    @Test
    @Rule("TOPIC-04")
    void starAndHashCountWordsTogether(Lab lab) throws Exception {
        List<String> oneWord = List.of("a", "b", "A", "*", "#", "**", "##", "a*");
        List<String> moreWords = List.of(
                ".", "..", "a.", ".a", "a.b", "A.b", "b.a", "a..b", "a.b.", "a.b.c", "a.x.b", "a.x.y.b", "a.b.c.d",
                "a.b*");
        List<String> atLeastOne = concat(oneWord, moreWords);
        List<String> all = concat(List.of(""), atLeastOne);
        TopicTable.expect(
                lab,
                Map.of(
                        "#", all,
                        "#.#", all,
                        "*.#", atLeastOne,
                        "#.*", atLeastOne,
                        "#.*.#", atLeastOne,
                        "*.#.*", moreWords,
                        "*.*.#", moreWords,
                        "*", oneWord),
                KEYS);
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }

    @Test
    @Rule("TOPIC-05")
    void emptyWordsCount(Lab lab) throws Exception {
        TopicTable.expect(
                lab,
                Map.of(
                        "a.*.b", List.of("a..b", "a.x.b"),
                        "a.b", List.of("a.b"),
                        "a..b", List.of("a..b"),
                        "*.*", List.of(".", "a.", ".a", "a.b", "A.b", "b.a", "a.b*"),
                        "a.*", List.of("a.", "a.b", "a.b*"),
                        "*.a", List.of(".a", "b.a"),
                        "a.", List.of("a."),
                        ".", List.of("."),
                        "*.*.*", List.of("..", "a..b", "a.b.", "a.b.c", "a.x.b")),
                KEYS);
    }

    @Test
    @Rule("TOPIC-06")
    void theEmptyKeyHasNoWord(Lab lab) throws Exception {
        List<String> only = List.of("");
        TopicTable.expect(
                lab,
                Map.of(
                        "", only,
                        "#", only,
                        "#.#", only,
                        "*", List.of(),
                        "*.#", List.of(),
                        ".", List.of(),
                        "#.*.#", List.of()),
                Set.of(""));
        TopicTable.expect(lab, Map.of("", only, "a", List.of("a")), Set.of("", "a", ".", "*"));
    }

    @Test
    @Rule("TOPIC-07")
    void wildcardsInsideWordsAndInKeysAreLetters(Lab lab) throws Exception {
        TopicTable.expect(
                lab,
                Map.of(
                        "a*", List.of("a*"),
                        "**", List.of("**"),
                        "##", List.of("##"),
                        "a.b*", List.of("a.b*"),
                        "*", List.of("a", "b", "A", "*", "#", "**", "##", "a*"),
                        "a", List.of("a")),
                KEYS);
    }

    @Test
    @Rule("TOPIC-08")
    void matchingComparesOctets(Lab lab) throws Exception {
        // One character composed, and a letter with a combining accent: equal to the eye, different octets.
        String composed = "\u00e9.b";
        String decomposed = "e\u0301.b";
        TopicTable.expect(
                lab,
                Map.of(
                        "A.b",
                        List.of("A.b"),
                        "a.b",
                        List.of("a.b"),
                        "a.*",
                        List.of("a.b", "a.B"),
                        composed,
                        List.of(composed),
                        "*.b",
                        List.of("A.b", "a.b", composed, decomposed)),
                Set.of("A.b", "a.b", "a.B", composed, decomposed));
    }
}
