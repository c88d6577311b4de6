package dev.touchstone.broker.message;

import dev.touchstone.broker.wire.ShortString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where a message was published to: exchange and routing key, with the octets that deliver, get-ok and return repeat. Shared by many messages. */
public final class Address {
    private final String exchange;
    private final String routingKey;
    private final byte[] octets;

    private Address(String exchange, String routingKey, byte[] octets) {
        this.exchange = exchange;
        this.routingKey = routingKey;
        this.octets = octets;
    }

    /** The address of these names, each at most 255 octets in UTF-8. */
    public static Address of(String exchange, String routingKey) {
        byte[] first = ShortString.encode(exchange);
        byte[] second = ShortString.encode(routingKey);
        byte[] octets = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, octets, first.length, second.length);
        return new Address(exchange, routingKey, octets);
    }

    /** The address whose two short strings are {@code octets}; the array is kept, not copied. */
    public static Address wrap(byte[] octets) {
        int length = octets[0] & 0xFF;
        String exchange = new String(octets, 1, length, StandardCharsets.UTF_8);
        String routingKey = new String(octets, length + 2, octets[length + 1] & 0xFF, StandardCharsets.UTF_8);
        return new Address(exchange, routingKey, octets);
    }

    /** The exchange's name, empty for the default exchange. */
    public String exchange() {
        return exchange;
    }

    /** The routing key of the publish, also in queues reached by CC (CC-03). */
    public String routingKey() {
        return routingKey;
    }

    /** Exchange and routing key as two short strings; not to be changed. */
    public byte[] octets() {
        return octets;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return exchange + "/" + routingKey;
    }
}
