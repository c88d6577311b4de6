package dev.touchstone.suite.cases.pub;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Texts whose length in octets is at a boundary of short strings, with characters of one to four octets up to the very end. */
final class Boundary {
    private static final List<String> CHARACTERS = List.of("a", "é", "日", "😀", " ", "/", "*");
    private static final int LONGEST = 255;

    private Boundary() {}

    /** Texts of at least so many octets. */
    static Arbitrary<String> texts(int shortest) {
        Arbitrary<Integer> sizes = Arbitraries.of(shortest, shortest + 1, 127, 128, 254, LONGEST, LONGEST);
        Arbitrary<List<String>> ends =
                Arbitraries.of(CHARACTERS).list().ofMinSize(1).ofMaxSize(12);
        return Combinators.combine(sizes, ends).as(Boundary::text);
    }

    /** That many octets: filled up in front, so that the last character ends where the string does. */
    static String text(int size, List<String> end) {
        StringBuilder text = new StringBuilder();
        int left = size;
        for (String character : end) {
            int octets = character.getBytes(StandardCharsets.UTF_8).length;
            if (octets <= left) {
                text.append(character);
                left -= octets;
            }
        }
        return "x".repeat(left) + text;
    }
}
