package dev.touchstone.reports.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.touchstone.reports.model.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a result as JSON and reads it again. The same result gives the same bytes: indented, UTF-8, newline at the end. */
public final class JsonReport {
    private static final String SCHEMA_RESOURCE = "certificate-1.schema.json";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectWriter WRITER = MAPPER.writer(printer());
    private static final ObjectReader READER = MAPPER.readerFor(RunResult.class);

    private JsonReport() {}

    /** The result as text. */
    public static String render(RunResult result) {
        try {
            return WRITER.writeValueAsString(result) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A result cannot be written as JSON", e);
        }
    }

    /**
     * The result of a text.
     *
     * @throws IllegalArgumentException if the text is no JSON, of another schema, or lacks what every result has
     */
    public static RunResult parse(String json) {
        try {
            RunResult result = READER.readValue(json);
            if (result == null) {
                throw new IllegalArgumentException("This is not a Touchstone result: it is null");
            }
            return result;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is not a Touchstone result: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads a result file.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it holds no result; the message names the file
     */
    public static RunResult read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** The JSON schema (draft 2020-12) of what {@link #render} writes. */
    public static String schema() {
        try (InputStream in = JsonReport.class.getResourceAsStream(SCHEMA_RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + SCHEMA_RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Line feeds on every system: the bytes of a certificate must not depend on where it was made. */
    private static DefaultPrettyPrinter printer() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    }
}
