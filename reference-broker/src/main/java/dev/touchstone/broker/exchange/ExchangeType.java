package dev.touchstone.broker.exchange;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The exchange types of AMQP 0-9-1 section 3.1.3. */
public enum ExchangeType {
    DIRECT(DirectMatcher::new),
    FANOUT(FanoutMatcher::new),
    TOPIC(TopicMatcher::new),
    HEADERS(HeadersMatcher::new);

    private static final ExchangeType[] ALL = values();

    private final Supplier<Matcher> matchers;
    private final String typeName;

    ExchangeType(Supplier<Matcher> matchers) {
        this.matchers = matchers;
        this.typeName = name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The type of that name, exactly as written in {@code exchange.declare}, or null. */
    public static @Nullable ExchangeType named(String name) {
        for (ExchangeType type : ALL) {
            if (type.typeName.equals(name)) {
                return type;
            }
        }
        return null;
    }

    /** The name in {@code exchange.declare}. */
    public String typeName() {
        return typeName;
    }

    Matcher newMatcher() {
        return matchers.get();
    }
}
