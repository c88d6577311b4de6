package dev.touchstone.suite.rulebook;

import java.util.Arrays;
import java.util.Optional;

/** How binding a rule is, and by whose word. */
public enum RuleLevel {
    /** MUST by the AMQP 0-9-1 specification. */
    SPECIFICATION("S!", "MUST, by the AMQP 0-9-1 specification", true),
    /** MUST by RabbitMQ's documentation. */
    DOCUMENTATION("D!", "MUST, by RabbitMQ's documentation", true),
    /** What the implementation does and no document was found to promise. */
    IMPLEMENTATION("I", "SHOULD; RabbitMQ does so, and no document was found that promises it", false),
    /** A quirk: pinned for each profile, another broker may differ. */
    QUIRK("Q", "MAY; a quirk of RabbitMQ, pinned for each profile", false),
    /**
     * Follows from the rules that the row names. A level of its own, not a kind of {@link #DOCUMENTATION}: no page promises the composition, so a
     * reader who argues a MUST has to go to the rules named, and the counts by level stay honest. It binds, because the rules under it do.
     */
    DERIVED("derived", "follows from the rules that it names", true);

    private final String symbol;
    private final String meaning;
    private final boolean binding;

    RuleLevel(String symbol, String meaning, boolean binding) {
        this.symbol = symbol;
        this.meaning = meaning;
        this.binding = binding;
    }

    /** The mark that the pages of the rule book use, such as {@code S!}. */
    public String symbol() {
        return symbol;
    }

    /** The level in words, without a full stop. */
    public String meaning() {
        return meaning;
    }

    /** Whether a broker that claims the dialect has to follow the rule; the build demands a case or a waiver for such rules. */
    public boolean binding() {
        return binding;
    }

    /** The level with this mark, or nothing if no level has it. */
    public static Optional<RuleLevel> ofSymbol(String symbol) {
        return Arrays.stream(values())
                .filter(level -> level.symbol.equals(symbol))
                .findFirst();
    }
}
