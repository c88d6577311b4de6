package dev.touchstone.suite.rulebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Text files that are shipped inside the suite's jar. */
public final class TextResource {
    private TextResource() {}

    /**
     * Reads a whole file as UTF-8.
     *
     * @param name path from the root of the class path, such as {@code rules/index.md}
     * @throws RuleBookException if the jar does not hold it
     */
    public static String read(String name) {
        try (InputStream in = TextResource.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new RuleBookException(name + " is not on the class path. The jar is incomplete: build it again.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
