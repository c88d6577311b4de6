package dev.touchstone.broker.channel;

import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.vhost.Routes;
import dev.touchstone.broker.vhost.VirtualHost;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import dev.touchstone.broker.wire.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Copies of everything that a virtual host takes and gives, on the exchange {@code amq.rabbitmq.trace} (PUB-12). It is there only while tracing is on.
 * Copies are published in a task of their own: a queue that is just delivering must not be given a message meanwhile. What went through the exchange
 * itself is not copied again.
 */
final class Firehose {
    static final String EXCHANGE = "amq.rabbitmq.trace";

    /** RabbitMQ names its node; here there is one. */
    private static final String NODE = "touchstone@localhost";

    private static final int MAX_KEY_OCTETS = 255;

    private final VirtualHost vhost;
    private final LongSupplier clock;
    private final Consumer<Runnable> later;

    /**
     * The firehose of a virtual host.
     *
     * @param later runs tasks on its loop, one after another, none of them at once
     */
    Firehose(VirtualHost vhost, LongSupplier clock, Consumer<Runnable> later) {
        this.vhost = vhost;
        this.clock = clock;
        this.later = later;
    }

    /**
     * Whose doing is copied.
     *
     * @param connection its name
     * @param channel its number
     */
    record Who(String connection, int channel, String user) {}

    /** A message was published and goes to these queues. */
    void published(Message message, QueueMachine[] queues, Who who) {
        List<FieldValue> names = new ArrayList<>(queues.length);
        for (QueueMachine queue : queues) {
            names.add(FieldValue.Text.of(queue.settings().name()));
        }
        copy(message, "publish." + message.exchange(), about(message, who).array("routed_queues", names));
    }

    /** A message was given to a consumer, or fetched. */
    void delivered(Message message, boolean redelivered, String queue, Who who) {
        copy(message, "deliver." + queue, about(message, who).integer("redelivered", redelivered ? 1 : 0));
    }

    private FieldTable.Builder about(Message message, Who who) {
        List<FieldValue> keys = new ArrayList<>();
        keys.add(FieldValue.Text.of(message.routingKey()));
        message.senderKeys().forEach(key -> keys.add(FieldValue.Text.of(key)));
        return FieldTable.builder()
                .text("exchange_name", message.exchange())
                .array("routing_keys", keys)
                .table("properties", properties(message.properties()))
                .text("node", NODE)
                .text("vhost", vhost.name())
                .text("connection", who.connection())
                .integer("channel", who.channel())
                .text("user", who.user());
    }

    private static FieldTable properties(BasicProperties properties) {
        FieldTable.Builder table = FieldTable.builder();
        for (Property property : Property.values()) {
            Object value = properties.get(property);
            String name = property.name().toLowerCase(Locale.ROOT);
            if (value instanceof String text) {
                table.text(name, text);
            } else if (value instanceof FieldTable headers) {
                table.table(name, headers);
            } else if (value instanceof Integer number) {
                table.integer(name, number);
            } else if (value instanceof Long seconds) {
                table.longInteger(name, seconds);
            }
        }
        return table.build();
    }

    private void copy(Message message, String routingKey, FieldTable.Builder headers) {
        if (message.exchange().equals(EXCHANGE)) {
            return;
        }
        BasicProperties properties = BasicProperties.NONE.with(Property.HEADERS, headers.build());
        Message copy = Message.of(Address.of(EXCHANGE, cut(routingKey)), properties, message.body());
        later.accept(() -> publish(copy));
    }

    /** A routing key holds 255 octets, and names of queues and exchanges may be as long. */
    private static String cut(String key) {
        int end = Math.min(key.length(), MAX_KEY_OCTETS);
        while (key.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MAX_KEY_OCTETS) {
            end--;
        }
        return key.substring(0, end);
    }

    private void publish(Message copy) {
        Exchange exchange = vhost.exchange(EXCHANGE);
        if (exchange == null) {
            return;
        }
        long nowMillis = clock.getAsLong();
        try {
            Routes routes = vhost.route(exchange, copy, nowMillis);
            QueueMachine[] queues = routes.copy();
            exchange.count(queues.length);
            for (QueueMachine queue : queues) {
                queue.publish(copy, null, 0, nowMillis);
            }
        } catch (ProtocolException e) {
            // A copy that an exchange behind this one cannot read goes nowhere, as for a client; there is nobody to
            // tell.
        } finally {
            copy.release();
        }
    }
}
