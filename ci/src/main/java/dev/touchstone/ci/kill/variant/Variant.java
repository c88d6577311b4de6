package dev.touchstone.ci.kill.variant;

import dev.touchstone.broker.BrokerParts;
import java.util.List;
import java.util.function.Supplier;

/**
 * A reference broker that is wrong in one thing.
 *
 * @param name short and stable, such as {@code requeue-to-the-tail}
 * @param sentence what it does wrong
 * @param rules the rules that this breaks, the first one above all
 * @param parts what such a broker is built of, made anew for each
 */
public record Variant(String name, String sentence, List<String> rules, Supplier<BrokerParts> parts) {
    public Variant {
        rules = List.copyOf(rules);
    }
}
