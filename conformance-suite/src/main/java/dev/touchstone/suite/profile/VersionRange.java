package dev.touchstone.suite.profile;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of a product that a profile speaks for, such as {@code >=4.0 <4.1}. */
public final class VersionRange {
    private static final Pattern FORM = Pattern.compile(">=(\\S+)(?: <(\\S+))?");

    private final Version from;
    private final Optional<Version> before;

    private VersionRange(Version from, Optional<Version> before) {
        this.from = from;
        this.before = before;
    }

    /** Every version, also one that cannot be read. */
    static VersionRange any() {
        return new VersionRange(new Version(List.of()), Optional.empty());
    }

    /** Reads {@code >=a} or {@code >=a <b}: from a on, and up to b without b itself. */
    static Optional<VersionRange> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Optional<Version> from = Version.parse(form.group(1));
        if (form.group(2) == null) {
            return from.map(version -> new VersionRange(version, Optional.empty()));
        }
        Optional<Version> before = Version.parse(form.group(2));
        return from.isEmpty() || before.isEmpty() || from.get().compareTo(before.get()) >= 0
                ? Optional.empty()
                : Optional.of(new VersionRange(from.get(), before));
    }

    /** Whether this version is one of them; a text that does not begin with a number counts as the oldest of all. */
    public boolean contains(String version) {
        Version asked = Version.parse(version).orElse(new Version(List.of()));
        return from.compareTo(asked) <= 0
                && before.map(limit -> asked.compareTo(limit) < 0).orElse(true);
    }

    /** The first version of the range; of two ranges that fit, the one that begins later is closer. */
    Version from() {
        return from;
    }

    @Override
    public String toString() {
        return ">=" + from + before.map(limit -> " <" + limit).orElse("");
    }
}
