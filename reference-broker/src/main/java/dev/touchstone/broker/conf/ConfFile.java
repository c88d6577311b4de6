package dev.touchstone.broker.conf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a {@code rabbitmq.conf} as RabbitMQ 3.10 splits them: {@code key = value}; what follows a {@code #} is a comment, also behind a value; quotes
 * are part of a value.
 *
 * @param name of the file, for messages
 * @param entries in their order; a key may come again, and then its last value counts
 */
public record ConfFile(String name, List<Entry> entries) {
    private static final Pattern LINE =
            Pattern.compile("\\s*([A-Za-z0-9_-]+(?:(?:\\\\?\\.)[A-Za-z0-9_-]+)*)\\s*=\\s*([^#]*[^#\\s])\\s*(?:#.*)?");
    private static final Pattern NOTHING = Pattern.compile("\\s*(?:#.*)?");

    /**
     * A key and its value.
     *
     * @param line counted from 1
     */
    public record Entry(String key, String value, int line) {}

    /** Copies the list. */
    public ConfFile {
        entries = List.copyOf(entries);
    }

    /** A file without entries. */
    public static ConfFile empty() {
        return new ConfFile("rabbitmq.conf", List.of());
    }

    /**
     * Reads a file.
     *
     * @throws ConfException if it cannot be read, or has a line that is no entry
     */
    public static ConfFile read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ConfException("the configuration " + file + " cannot be read: " + e, e);
        }
    }

    /**
     * Splits a text.
     *
     * @throws ConfException if it has a line that is no entry
     */
    public static ConfFile parse(String name, String text) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            Matcher entry = LINE.matcher(line);
            if (entry.matches()) {
                entries.add(new Entry(entry.group(1).replace("\\.", "."), entry.group(2), number));
            } else if (!NOTHING.matcher(line).matches()) {
                // The line itself is not shown: it may be a password that was not finished.
                throw new ConfException(name + ":" + number + ": this line is not of the form 'key = value'");
            }
        }
        return new ConfFile(name, entries);
    }

    /** Where an entry stands: file and line. */
    String place(Entry entry) {
        return name + ":" + entry.line();
    }
}
