package dev.touchstone.suite.profile;

import dev.touchstone.suite.rulebook.Rule;
import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.rulebook.RuleLevel;
import dev.touchstone.suite.rulebook.UnknownRuleException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the text of one profile. A line is a key and, after white space, its value; {@code #} begins a comment line.
 *
 * <pre>
 * profile   mine                 first, once
 * extends   rabbitmq-4           inherit its deviations
 * product   RabbitMQ             with versions: chosen when a broker says so
 * versions  &gt;=4.0 &lt;4.1
 * binding   S! D! derived        levels that can fail a broker; all, if not said
 *
 * deviation TTL-06               begins a deviation; all three of the next lines belong to it
 *   seen    what the broker does instead
 *   reason  why
 *   link    https://…
 * </pre>
 */
final class ProfileParser {
    private static final Set<String> HEAD_KEYS = Set.of("profile", "extends", "product", "versions", "binding");
    private static final Set<String> DEVIATION_KEYS = Set.of("seen", "reason", "link");

    private final RuleBook book;
    private final Function<String, Optional<Profile>> parents;
    private final String file;

    private final Map<String, Entry> head = new LinkedHashMap<>();
    private final List<Draft> drafts = new ArrayList<>();

    private record Entry(int line, String value) {}

    private record Draft(int line, Rule rule, Map<String, Entry> entries) {}

    private ProfileParser(RuleBook book, Function<String, Optional<Profile>> parents, String file) {
        this.book = book;
        this.parents = parents;
        this.file = file;
    }

    /**
     * Reads a profile.
     *
     * @param parents finds the profile that another one extends
     * @param file the name to use in complaints
     * @throws ProfileException if a line cannot be understood; it names the line and the remedy
     */
    static Profile parse(RuleBook book, Function<String, Optional<Profile>> parents, String file, String text) {
        ProfileParser parser = new ProfileParser(book, parents, file);
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = line.strip();
            if (!content.isEmpty() && !content.startsWith("#")) {
                parser.onLine(number, content);
            }
        }
        return parser.profile();
    }

    private void onLine(int number, String content) {
        int space = 0;
        while (space < content.length() && !Character.isWhitespace(content.charAt(space))) {
            space++;
        }
        String key = content.substring(0, space);
        String value = content.substring(space).strip();
        if (value.isEmpty()) {
            throw complaint(number, "'" + key + "' has no value; write it after a space.");
        }
        if (key.equals("deviation")) {
            drafts.add(new Draft(number, rule(number, value), new LinkedHashMap<>()));
        } else if (DEVIATION_KEYS.contains(key) && !drafts.isEmpty()) {
            put(drafts.get(drafts.size() - 1).entries(), key, new Entry(number, value));
        } else if (HEAD_KEYS.contains(key) && drafts.isEmpty()) {
            put(head, key, new Entry(number, value));
        } else {
            throw complaint(number, misplaced(key));
        }
    }

    private static String misplaced(String key) {
        if (HEAD_KEYS.contains(key)) {
            return "'" + key + "' stands after a deviation; move it to the top of the file.";
        }
        if (DEVIATION_KEYS.contains(key)) {
            return "'" + key + "' stands before the first deviation; write 'deviation RULE' above it.";
        }
        return "'" + key
                + "' is no key; use profile, extends, product, versions, binding, deviation, seen, reason or link.";
    }

    private void put(Map<String, Entry> entries, String key, Entry entry) {
        if (entries.put(key, entry) != null) {
            throw complaint(entry.line(), "'" + key + "' is said twice; remove one of the lines.");
        }
    }

    private Rule rule(int number, String id) {
        if (drafts.stream().anyMatch(draft -> draft.rule().id().equals(id))) {
            throw complaint(number, "a deviation from " + id + " is declared twice; join them.");
        }
        try {
            return book.rule(id);
        } catch (UnknownRuleException e) {
            throw complaint(
                    number, "there is no rule " + id + "; the nearest are " + String.join(", ", e.nearest()) + ".");
        }
    }

    private Profile profile() {
        Entry name = head.get("profile");
        if (name == null) {
            throw new ProfileException(file + ": the profile has no name; begin the file with 'profile NAME'.");
        }
        Optional<Profile> parent = parent();
        return new Profile(
                name.value(),
                parent.map(Profile::name),
                Optional.ofNullable(head.get("product")).map(Entry::value),
                versions(),
                binding(parent),
                deviations(parent));
    }

    private Optional<Profile> parent() {
        Entry entry = head.get("extends");
        if (entry == null) {
            return Optional.empty();
        }
        Optional<Profile> parent = parents.apply(entry.value());
        if (parent.isEmpty()) {
            throw complaint(entry.line(), "there is no profile " + entry.value() + " to extend; name a built-in one.");
        }
        return parent;
    }

    private VersionRange versions() {
        Entry entry = head.get("versions");
        if (entry == null) {
            return VersionRange.any();
        }
        return VersionRange.parse(entry.value())
                .orElseThrow(() -> complaint(
                        entry.line(),
                        "cannot read the versions '" + entry.value() + "'; write '>=4.0' or '>=4.0 <4.1'."));
    }

    private Set<RuleLevel> binding(Optional<Profile> parent) {
        Entry entry = head.get("binding");
        if (entry == null) {
            return parent.map(Profile::binding).orElse(EnumSet.allOf(RuleLevel.class));
        }
        EnumSet<RuleLevel> levels = EnumSet.noneOf(RuleLevel.class);
        for (String symbol : entry.value().split("\\s+", -1)) {
            levels.add(RuleLevel.ofSymbol(symbol)
                    .orElseThrow(() ->
                            complaint(entry.line(), "'" + symbol + "' is no level; write some of S! D! I Q derived.")));
        }
        return levels;
    }

    /** The parent's deviations, replaced rule by rule by the file's own. */
    private List<Deviation> deviations(Optional<Profile> parent) {
        Map<String, Deviation> byRule = new LinkedHashMap<>();
        parent.ifPresent(p ->
                p.deviations().forEach(deviation -> byRule.put(deviation.rule().id(), deviation)));
        for (Draft draft : drafts) {
            byRule.put(draft.rule().id(), deviation(draft));
        }
        return List.copyOf(byRule.values());
    }

    private Deviation deviation(Draft draft) {
        Entry link = entry(draft, "link");
        return new Deviation(
                draft.rule(),
                entry(draft, "seen").value(),
                entry(draft, "reason").value(),
                uri(link));
    }

    private Entry entry(Draft draft, String key) {
        Entry entry = draft.entries().get(key);
        if (entry == null) {
            throw complaint(
                    draft.line(),
                    "the deviation from " + draft.rule().id() + " has no '" + key + "'; add the line below it.");
        }
        return entry;
    }

    private URI uri(Entry link) {
        try {
            URI uri = new URI(link.value());
            if (uri.isAbsolute()) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw complaint(link.line(), "'" + link.value() + "' is no address: " + e.getReason() + ".");
        }
        throw complaint(link.line(), "'" + link.value() + "' is no whole address; begin it with https://.");
    }

    private ProfileException complaint(int line, String message) {
        return new ProfileException(file, line, message);
    }
}
