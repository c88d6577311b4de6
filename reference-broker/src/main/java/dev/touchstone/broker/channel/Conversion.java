package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.wire.FieldTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What RabbitMQ 4.0 makes of a message on its way in: seen on 4.0.5. */
final class Conversion {
    private static final String X_DEATH = "x-death";

    private Conversion() {}

    /** The properties with the headers in the order of their names; the same object if they are so (FRAME-20). */
    static BasicProperties sorted(BasicProperties properties) {
        List<FieldTable.Entry> entries = properties.headers().entries();
        List<FieldTable.Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing(FieldTable.Entry::name));
        return sorted.equals(entries) ? properties : properties.with(Property.HEADERS, FieldTable.of(sorted));
    }

    /** Whether a client wrote the header that belongs to the broker. */
    static boolean claimsDeaths(BasicProperties properties) {
        return properties.headers().contains(X_DEATH);
    }

    /**
     * The message as the broker reads it: receivers see the deaths that its publisher claims, but they are not counted (DLX-21). One count passes in, one
     * out. A broker that was restarted meanwhile has forgotten who wrote the header.
     */
    static Message withoutClaims(Message message) {
        BasicProperties properties = message.properties();
        if (!claimsDeaths(properties)) {
            return message;
        }
        FieldTable headers = properties.headers().without(X_DEATH);
        Message seen = message.seenWith(properties.with(Property.HEADERS, headers));
        message.release();
        return seen;
    }
}
