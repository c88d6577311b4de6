package dev.touchstone.broker.queue;

import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.wire.FieldTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A queue with everything that it reports written down, and a clock that the test moves. */
final class Bench implements QueueEffects, Publisher {
    final QueueMachine queue;
    final List<String> dead = new ArrayList<>();
    final List<String> confirms = new ArrayList<>();
    long now = 1_000_000;
    long wakeAt = Long.MAX_VALUE;
    long held;
    boolean workLeft;
    boolean unused;

    Bench(FieldTable arguments) {
        this(arguments, false);
    }

    Bench(FieldTable arguments, boolean autoDelete) {
        QueueSettings settings = new QueueSettings("q", false, autoDelete, null, arguments);
        queue = new QueueMachine(settings, QueueLimits.of(arguments), this, null, now);
    }

    static Bench plain() {
        return new Bench(FieldTable.EMPTY);
    }

    static FieldTable arguments(Object... namesAndValues) {
        FieldTable.Builder builder = FieldTable.builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = (String) namesAndValues[i];
            if (namesAndValues[i + 1] instanceof Integer number) {
                builder.integer(name, number);
            } else if (namesAndValues[i + 1] instanceof Boolean bool) {
                builder.bool(name, bool);
            } else {
                builder.text(name, (String) namesAndValues[i + 1]);
            }
        }
        return builder.build();
    }

    static Message message(String body, BasicProperties properties) {
        return Message.of(Address.of("x", "key"), properties, body.getBytes(StandardCharsets.UTF_8));
    }

    static String text(@Nullable Message message) {
        return message == null ? "none" : new String(message.body(), StandardCharsets.UTF_8);
    }

    Bench publish(String... bodies) {
        for (String body : bodies) {
            publish(body, BasicProperties.NONE);
        }
        return this;
    }

    void publish(String body, BasicProperties properties) {
        queue.publish(message(body, properties), this, confirms.size() + 1, now);
    }

    void publishExpiring(String body, String expiration) {
        publish(body, BasicProperties.NONE.with(Property.EXPIRATION, expiration));
    }

    void publishWithPriority(String body, int priority) {
        publish(body, BasicProperties.NONE.with(Property.PRIORITY, priority));
    }

    /** The body of the next message, {@code none} if there is none, with a star if it was delivered before; settled at once. */
    String get() {
        QueuedMessage message = queue.get(true, now);
        return message == null ? "none" : text(message.message()) + (message.redelivered() ? "*" : "");
    }

    QueuedMessage take() {
        QueuedMessage message = queue.get(false, now);
        if (message == null) {
            throw new AssertionError("the queue is empty");
        }
        return message;
    }

    /** All ready messages, taken out. */
    List<String> rest() {
        List<String> bodies = new ArrayList<>();
        for (String body = get(); !body.equals("none"); body = get()) {
            bodies.add(body);
        }
        return bodies;
    }

    void advance(long millis) {
        long until = now + millis;
        while (wakeAt <= until) {
            now = Math.max(now, wakeAt);
            wakeAt = Long.MAX_VALUE;
            queue.onWake(now);
            workAll();
        }
        now = until;
    }

    void workAll() {
        while (workLeft) {
            workLeft = false;
            queue.work(now);
        }
    }

    @Override
    public void deadLetter(QueueMachine from, Message message, long place, DeathReason reason, long nowMillis) {
        dead.add(text(message) + ":" + reason.headerValue());
        message.release();
        from.buried(place);
    }

    @Override
    public void settleDeaths(long nowMillis) {}

    @Override
    public void wakeAt(QueueMachine which, long atMillis) {
        wakeAt = atMillis;
    }

    @Override
    public void workLeft(QueueMachine which) {
        workLeft = true;
    }

    @Override
    public void unused(QueueMachine which, long nowMillis) {
        unused = true;
        queue.delete(nowMillis);
    }

    @Override
    public void holds(long octets) {
        held += octets;
    }

    @Override
    public void accepted(long sequenceNumber) {
        confirms.add("ack");
    }

    @Override
    public void refused(long sequenceNumber) {
        confirms.add("nack");
    }
}
