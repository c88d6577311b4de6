package dev.touchstone.suite.run.clean;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What every name of a run begins with: {@code touchstone-}, the second of its begin in eight hexadecimal digits, four more
 * against collisions, {@code -}. Only names of exactly this shape are ever removed.
 *
 * @param text the whole prefix, the last hyphen included
 */
public record RunPrefix(String text) {
    private static final Pattern SHAPE = Pattern.compile("touchstone-([0-9a-f]{8})[0-9a-f]{4}-");

    public RunPrefix {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("not the prefix of a run: " + text);
        }
    }

    /**
     * A prefix for a run that begins now.
     *
     * @param salt tells runs apart that begin in the same second; its lowest 16 bits count
     */
    public static RunPrefix fresh(Instant now, long salt) {
        return new RunPrefix(String.format("touchstone-%08x%04x-", now.getEpochSecond() & 0xFFFFFFFFL, salt & 0xFFFF));
    }

    /** The prefix of a name that a run generated; empty if no run did. */
    public static Optional<RunPrefix> of(String name) {
        Matcher matcher = SHAPE.matcher(name);
        return matcher.lookingAt() && matcher.end() < name.length()
                ? Optional.of(new RunPrefix(name.substring(0, matcher.end())))
                : Optional.empty();
    }

    /** When the run began, to the second. */
    public Instant began() {
        return Instant.ofEpochSecond(Long.parseLong(text.substring(11, 19), 16));
    }

    @Override
    public String toString() {
        return text;
    }
}
