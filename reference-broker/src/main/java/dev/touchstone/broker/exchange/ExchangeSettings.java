package dev.touchstone.broker.exchange;

import dev.touchstone.broker.wire.FieldTable;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange was declared with.
 *
 * @param name without CR and LF (EXCH-15), empty for the default exchange
 * @param autoDelete whether it goes with its last binding as a source (EXCH-12)
 * @param internal whether clients may not publish to it (EXCH-13)
 */
public record ExchangeSettings(
        String name, ExchangeType type, boolean durable, boolean autoDelete, boolean internal, FieldTable arguments) {
    /** The argument that names the alternate exchange (AE-01). */
    public static final String ALTERNATE_EXCHANGE = "alternate-exchange";

    /** The argument that names the type by which a delayed exchange routes (DELAY-01). */
    public static final String DELAYED_TYPE = "x-delayed-type";

    /** The alternate exchange named in the arguments, or null. */
    public @Nullable String alternateExchange() {
        return arguments.text(ALTERNATE_EXCHANGE);
    }
}
