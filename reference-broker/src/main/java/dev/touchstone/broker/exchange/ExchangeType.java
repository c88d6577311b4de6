package dev.touchstone.broker.exchange;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.wire.FieldTable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The exchange types of AMQP 0-9-1 section 3.1.3, and those that plugins of RabbitMQ bring. */
public enum ExchangeType {
    DIRECT("direct"),
    FANOUT("fanout"),
    TOPIC("topic"),
    HEADERS("headers"),
    /** Waits as long as a message's header says, then routes as the type in its argument {@link ExchangeSettings#DELAYED_TYPE} would (DELAY-01). */
    DELAYED("x-delayed-message");

    /** The types that need no plugin. */
    public static final Set<ExchangeType> STANDARD =
            Collections.unmodifiableSet(EnumSet.range(ExchangeType.DIRECT, ExchangeType.HEADERS));

    private static final ExchangeType[] ALL = values();

    private final String typeName;

    ExchangeType(String typeName) {
        this.typeName = typeName;
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

    /** A matcher for an exchange with these arguments. */
    Matcher newMatcher(FieldTable arguments, Dialect dialect) {
        return switch (this) {
            case DIRECT -> new DirectMatcher();
            case FANOUT -> new FanoutMatcher();
            case TOPIC -> new TopicMatcher();
            case HEADERS -> new HeadersMatcher(dialect.convertsMessages());
            case DELAYED -> delayedType(arguments).newMatcher(FieldTable.EMPTY, dialect);
        };
    }

    private static ExchangeType delayedType(FieldTable arguments) {
        String name = arguments.text(ExchangeSettings.DELAYED_TYPE);
        ExchangeType type = name == null ? null : named(name);
        if (type == null || type == DELAYED) {
            throw new IllegalArgumentException("not a type that can be delayed: " + name);
        }
        return type;
    }
}
