package dev.touchstone.broker.conf;

import dev.touchstone.broker.BrokerConfig.Address;
import dev.touchstone.broker.ResourceLimits;
import dev.touchstone.broker.conf.ConfFile.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The entries of a file by key, each read as what it has to be. Remembers which ones were asked for. */
final class Values {
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]*)");

    /** RabbitMQ's units; the short ones are the binary ones. */
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("k", 1L << 10),
            Map.entry("kib", 1L << 10),
            Map.entry("kb", 1_000L),
            Map.entry("m", 1L << 20),
            Map.entry("mib", 1L << 20),
            Map.entry("mb", 1_000_000L),
            Map.entry("g", 1L << 30),
            Map.entry("gib", 1L << 30),
            Map.entry("gb", 1_000_000_000L));

    private final ConfFile file;
    private final Map<String, Entry> byKey = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> asked = new LinkedHashSet<>();

    Values(ConfFile file) {
        this.file = file;
        file.entries().forEach(entry -> {
            byKey.remove(entry.key());
            byKey.put(entry.key(), entry);
        });
    }

    /** Notes something that is allowed and does not do what it says. */
    void warn(Entry entry, String warning) {
        warnings.add(file.place(entry) + ": " + warning);
    }

    /** What was noted. */
    List<String> warnings() {
        return warnings;
    }

    /** What nobody asked for. */
    List<Entry> rest() {
        return byKey.values().stream()
                .filter(entry -> !asked.contains(entry.key()))
                .toList();
    }

    boolean has(String key) {
        return byKey.containsKey(key);
    }

    @Nullable
    Entry entry(String key) {
        asked.add(key);
        return byKey.get(key);
    }

    /** The entries whose key is the prefix and one word more, in their order. */
    List<Entry> under(String prefix) {
        List<Entry> found = new ArrayList<>();
        byKey.values().forEach(entry -> {
            String key = entry.key();
            if (key.startsWith(prefix) && key.indexOf('.', prefix.length()) < 0) {
                asked.add(key);
                found.add(entry);
            }
        });
        return found;
    }

    private <T> T read(String key, T otherwise, Function<Entry, T> reader) {
        Entry entry = entry(key);
        return entry == null ? otherwise : reader.apply(entry);
    }

    /** A text; secrets are never shown. */
    String text(String key, String otherwise) {
        return read(key, otherwise, Entry::value);
    }

    @Nullable
    String text(String key) {
        Entry entry = entry(key);
        return entry == null ? null : entry.value();
    }

    /** A file that is there. */
    @Nullable
    Path file(String key) {
        Entry entry = entry(key);
        if (entry == null) {
            return null;
        }
        Path path = Path.of(entry.value());
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw wrong(entry, "the path of a file that this process may read");
        }
        return path;
    }

    boolean flag(String key, boolean otherwise) {
        return choice(key, otherwise, Map.of("true", true, "false", false));
    }

    /** One of a few words. */
    <T> T choice(String key, T otherwise, Map<String, T> allowed) {
        return read(key, otherwise, entry -> {
            T chosen = allowed.get(entry.value());
            if (chosen == null) {
                throw wrong(
                        entry,
                        "one of "
                                + String.join(
                                        ", ", allowed.keySet().stream().sorted().toList()));
            }
            return chosen;
        });
    }

    /** A whole number, or the word for no limit. */
    long number(String key, long otherwise, long least, long most, Map<String, Long> words) {
        return read(key, otherwise, entry -> {
            Long word = words.get(entry.value());
            return word != null ? word : number(entry, entry.value(), least, most);
        });
    }

    long number(String key, long otherwise, long least, long most) {
        return number(key, otherwise, least, most, Map.of());
    }

    private long number(Entry entry, String text, long least, long most) {
        String allowed = "a whole number from " + least + " to " + most;
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(entry, allowed, e);
        }
        throw wrong(entry, allowed);
    }

    /** A share, at least 0. */
    double share(String key, double otherwise) {
        return read(key, otherwise, entry -> {
            try {
                double share = Double.parseDouble(entry.value());
                if (share >= 0 && share < Double.POSITIVE_INFINITY) {
                    return share;
                }
            } catch (NumberFormatException e) {
                throw wrong(entry, "a number such as 0.4", e);
            }
            throw wrong(entry, "a number such as 0.4");
        });
    }

    /** An amount of memory or disk, as commands take it, too. */
    long amount(String key, long otherwise) {
        return read(
                key,
                otherwise,
                entry -> ResourceLimits.octets(entry.value()).orElseThrow(() -> wrong(entry, ResourceLimits.ALLOWED)));
    }

    /** Octets, with a unit or without. */
    long octets(String key, long otherwise, long least) {
        return read(key, otherwise, entry -> {
            Matcher size = SIZE.matcher(entry.value());
            Long unit = size.matches() ? UNITS.get(size.group(2).toLowerCase(Locale.ROOT)) : null;
            if (unit == null) {
                throw wrong(entry, "a number of octets, or one with a unit such as 512MiB, 2GB, 64kB");
            }
            long octets = (long) (Double.parseDouble(size.group(1)) * unit);
            if (octets < least) {
                throw wrong(entry, "at least " + least + " octets");
            }
            return octets;
        });
    }

    /** A port, or an address and a port; a port alone is one of all addresses. */
    Address address(Entry entry) {
        String value = entry.value();
        int colon = value.lastIndexOf(':');
        String host = colon < 0 ? Conf.EVERYWHERE : value.substring(0, colon).replaceAll("[\\[\\]]", "");
        if (host.isEmpty()) {
            throw wrong(entry, "a port, or an address, a colon and a port");
        }
        return new Address(host, (int) number(entry, value.substring(colon + 1), 0, 65_535));
    }

    ConfException wrong(Entry entry, String allowed) {
        return new ConfException(sentence(entry, allowed));
    }

    private ConfException wrong(Entry entry, String allowed, Throwable cause) {
        return new ConfException(sentence(entry, allowed), cause);
    }

    private String sentence(Entry entry, String allowed) {
        return file.place(entry) + ": the value '" + entry.value() + "' of " + entry.key()
                + " is not allowed; it has to be " + allowed;
    }
}
