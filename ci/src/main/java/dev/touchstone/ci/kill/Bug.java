package dev.touchstone.ci.kill;

import dev.touchstone.suite.target.Target;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A mistake that a broker could make, planted to see whether the suite finds it.
 *
 * @param name short and stable, such as {@code requeue-to-the-tail}
 * @param sentence what the broker does wrong
 * @param rules the rules that this breaks, the first one above all
 * @param target starts a broker that makes the mistake; whoever asked for it closes it
 */
public record Bug(String name, Kind kind, String sentence, List<String> rules, Supplier<Target> target) {
    /** Where the mistake is made. */
    public enum Kind {
        /** By a proxy that rewrites frames on their way. */
        WIRE,
        /** By a variant of the reference broker. */
        SEMANTIC;

        /** The word in tables. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Bug {
        rules = List.copyOf(rules);
    }

    @Override
    public String toString() {
        return name;
    }
}
