package dev.touchstone.broker.exchange;

import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a message wants to be delayed, as its header {@code x-delay} says, and that header after the delay (DELAY-03 to DELAY-05, DELAY-14). */
public final class Delay {
    /** The longest delay; longer ones are none (DELAY-04). */
    public static final long MAX_MILLIS = 4_294_967_295L;

    /** The answer for a header that RabbitMQ's plugin stumbles over. */
    public static final long UNREADABLE = -1;

    private static final String HEADER = "x-delay";
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final BigInteger LIMIT = BigInteger.valueOf(MAX_MILLIS);

    private Delay() {}

    /** Milliseconds from 1 to {@link #MAX_MILLIS}; 0 for none; or {@link #UNREADABLE}. */
    public static long of(Message message) {
        return of(message.headers().get(HEADER));
    }

    private static long of(@Nullable FieldValue value) {
        if (value instanceof FieldValue.Int number) {
            return bounded(BigInteger.valueOf(number.value()));
        } else if (value instanceof FieldValue.Text text) {
            return ofText(new String(text.octets(), StandardCharsets.ISO_8859_1));
        } else if (value instanceof FieldValue.Float32 number) {
            return ofFloat(number.value());
        } else if (value instanceof FieldValue.Float64 number) {
            return ofFloat(number.value());
        }
        return value instanceof FieldValue.Decimal ? UNREADABLE : 0;
    }

    private static long ofText(String text) {
        return INTEGER.matcher(text).matches() ? bounded(new BigInteger(text)) : UNREADABLE;
    }

    private static long ofFloat(double number) {
        return Double.isFinite(number) ? bounded(new BigDecimal(number).toBigInteger()) : UNREADABLE;
    }

    private static long bounded(BigInteger millis) {
        return millis.signum() > 0 && millis.compareTo(LIMIT) <= 0 ? millis.longValue() : 0;
    }

    /**
     * The message after its delay: receivers see it as it was published, the broker sees the delay negated, so that no further exchange delays it again
     * and a dead letter carries it negated. The caller owns one count of the result.
     */
    public static Message passed(Message message) {
        BasicProperties properties = message.properties();
        FieldTable headers = properties.headers();
        // Of 32 bits, as the plugin has it, but not cut to them before somebody encodes it: a positive number would be
        // a delay again.
        FieldValue negated = new FieldValue.Int('I', -of(message));
        return message.seenWith(properties.with(Property.HEADERS, headers.with(HEADER, negated)));
    }
}
