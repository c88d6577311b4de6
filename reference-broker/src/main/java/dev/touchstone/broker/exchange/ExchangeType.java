package dev.touchstone.broker.exchange;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The exchange types of AMQP 0-9-1 section 3.1.3. */
public enum ExchangeType {
    DIRECT,
    FANOUT,
    TOPIC,
    HEADERS;

    private static final ExchangeType[] ALL = values();

    private final String typeName;

    ExchangeType() {
        this.typeName = name().toLowerCase(Locale.ROOT);
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
        return switch (this) {
            case DIRECT -> new DirectMatcher();
            case FANOUT -> new FanoutMatcher();
            case TOPIC -> new TopicMatcher();
            case HEADERS -> new HeadersMatcher();
        };
    }
}
