package dev.touchstone.suite.run.clean;

import dev.touchstone.suite.lab.Journal.Kind;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of a journal: something that was about to be made.
 *
 * @param virtualHost of a queue or exchange; empty for users and virtual hosts
 */
record JournalEntry(Kind kind, String virtualHost, String name) {
    String line() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + encode(virtualHost) + " " + encode(name);
    }

    /** Reads a line; empty for one that a kill cut short. */
    static Optional<JournalEntry> read(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 3 || words[2].isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JournalEntry(
                    Kind.valueOf(words[0].toUpperCase(Locale.ROOT)), decode(words[1]), decode(words[2])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
