package dev.touchstone.suite.profile;

import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.rulebook.TextResource;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The profiles that are shipped with the suite, and the way to a user's own. Immutable. */
public final class Profiles {
    private static final String FOLDER = "profiles/";
    private static final String SUFFIX = ".profile";

    /** In an order in which each stands after the one that it extends. */
    private static final List<String> BUILT_IN = List.of(
            "rabbitmq-3",
            "rabbitmq-3.12",
            "rabbitmq-3.13",
            "rabbitmq-4",
            "rabbitmq-4.1",
            "rabbitmq-4.2",
            "rabbitmq-4.3",
            "amqp-strict",
            "qpid-10",
            "touchstone");

    private final RuleBook book;
    private final Map<String, Profile> builtIn;

    private Profiles(RuleBook book, Map<String, Profile> builtIn) {
        this.book = book;
        this.builtIn = Collections.unmodifiableMap(builtIn);
    }

    /**
     * Reads the built-in profiles.
     *
     * @throws ProfileException if one of them cannot be read
     */
    public static Profiles builtIn(RuleBook book) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        for (String name : BUILT_IN) {
            String file = FOLDER + name + SUFFIX;
            Profile profile = ProfileParser.parse(
                    book, parent -> Optional.ofNullable(profiles.get(parent)), file, TextResource.read(file));
            if (!profile.name().equals(name)) {
                throw new ProfileException(
                        file + ": the profile calls itself " + profile.name() + "; it must be " + name + ".");
            }
            profiles.put(name, profile);
        }
        return new Profiles(book, profiles);
    }

    /** The names of the built-in profiles. */
    public List<String> names() {
        return List.copyOf(builtIn.keySet());
    }

    /**
     * The built-in profile with this name.
     *
     * @throws ProfileException if there is none; it lists those that there are
     */
    public Profile named(String name) {
        Profile profile = builtIn.get(name);
        if (profile == null) {
            throw new ProfileException("There is no profile " + name + ". Use one of " + String.join(", ", names())
                    + ", or the path of a file.");
        }
        return profile;
    }

    /**
     * What a user means who names a profile: a built-in one, or else a file.
     *
     * @throws ProfileException if it is neither, or the file cannot be read
     */
    public Profile resolve(String nameOrPath) {
        if (builtIn.containsKey(nameOrPath)) {
            return named(nameOrPath);
        }
        boolean looksLikePath = nameOrPath.contains("/") || nameOrPath.contains("\\") || nameOrPath.endsWith(SUFFIX);
        Path path = Path.of(nameOrPath);
        return looksLikePath || Files.exists(path) ? read(path) : named(nameOrPath);
    }

    /**
     * Reads a user's file; it may extend a built-in profile.
     *
     * @throws ProfileException if it cannot be read or understood
     */
    public Profile read(Path path) {
        try {
            return ProfileParser.parse(
                    book, parent -> Optional.ofNullable(builtIn.get(parent)), path.toString(), Files.readString(path));
        } catch (CharacterCodingException e) {
            throw new ProfileException(path + " is not UTF-8 text; save it in that encoding.");
        } catch (IOException e) {
            throw new ProfileException(
                    "Cannot read the profile " + path + ": it is missing or not readable. Check the path.");
        }
    }

    /**
     * The profile for a broker by what it says of itself in its server properties: of the profiles that speak for it the one that begins with the latest
     * version, or the profile {@code undeclared}, which excuses nothing, if none does.
     */
    public Profile select(String product, String version) {
        return builtIn.values().stream()
                .filter(profile -> profile.speaksFor(product, version))
                .max(Comparator.comparing(profile -> profile.versions().from()))
                .orElseGet(Profile::undeclared);
    }
}
