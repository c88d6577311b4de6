package dev.touchstone.suite.scenario;

import dev.touchstone.suite.script.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scripts that once showed something, each named after what it shows; {@code scripts/index.txt} lists them. */
public final class Corpus {
    private static final String FOLDER = "/scripts/";

    private Corpus() {}

    /** By name, in the order of the list. */
    public static Map<String, Script> scripts() {
        Map<String, Script> scripts = new LinkedHashMap<>();
        for (String name : lines("index.txt")) {
            if (!name.isBlank() && !name.startsWith("#")) {
                scripts.put(name.strip(), Script.parse(text(name.strip() + ".script")));
            }
        }
        return scripts;
    }

    private static List<String> lines(String resource) {
        return text(resource).lines().toList();
    }

    private static String text(String resource) {
        try (InputStream in = Corpus.class.getResourceAsStream(FOLDER + resource)) {
            if (in == null) {
                throw new IllegalStateException("the corpus has no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
