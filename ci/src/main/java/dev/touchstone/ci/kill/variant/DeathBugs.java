package dev.touchstone.ci.kill.variant;

import dev.touchstone.broker.BrokerParts;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.queue.Publisher;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Dead letters that go astray, or tell wrongly of what happened to them. */
final class DeathBugs {
    private static final String X_DEATH = "x-death";
    private static final String COUNT = "count";

    private DeathBugs() {}

    static List<Variant> all() {
        return List.of(
                new Variant(
                        "death-count-wrong",
                        "a repeated death counts twice in x-death",
                        List.of("DLX-06"),
                        () -> deaths(DeathBugs::countedTwice)),
                new Variant(
                        "death-order-wrong",
                        "the newest death stands last in x-death",
                        List.of("DLX-05", "DLX-06"),
                        () -> deaths(DeathBugs::reversed)),
                new Variant(
                        "dead-letter-key-ignored",
                        "a dead letter keeps its key although its queue names another one",
                        List.of("DLX-03"),
                        () -> QueueOrder.broker(
                                order -> new VariantQueue.OtherLimits(order, Limits::withoutDeadLetterKey))),
                new Variant(
                        "expiration-kept",
                        "a dead letter keeps its expiration",
                        List.of("DLX-08"),
                        () -> QueueOrder.broker(
                                order -> new VariantQueue.OtherMessages(order, DeathBugs::withItsExpiration))),
                new Variant(
                        "rejected-cycle-dropped",
                        "a letter that a consumer rejected is dropped when it comes back to the queue where it died",
                        List.of("DLX-14"),
                        () -> QueueOrder.broker(NoReturn::new)));
    }

    private static BrokerParts deaths(UnaryOperator<List<FieldValue>> change) {
        return QueueOrder.broker(
                order -> new VariantQueue.OtherMessages(order, message -> withDeaths(message, change)));
    }

    private static List<FieldValue> deathsOf(Message message) {
        return message.headers().get(X_DEATH) instanceof FieldValue.Array array ? array.values() : List.of();
    }

    private static Message withDeaths(Message message, UnaryOperator<List<FieldValue>> change) {
        List<FieldValue> deaths = deathsOf(message);
        if (deaths.isEmpty()) {
            return message;
        }
        FieldTable headers = message.headers().with(X_DEATH, new FieldValue.Array(change.apply(deaths)));
        return with(message, message.properties().with(Property.HEADERS, headers));
    }

    private static Message with(Message message, BasicProperties properties) {
        return message.with(message.address(), properties, message.senderKeys());
    }

    private static List<FieldValue> countedTwice(List<FieldValue> deaths) {
        List<FieldValue> counted = new ArrayList<>(deaths);
        if (counted.get(0) instanceof FieldValue.Nested newest
                && newest.table().get(COUNT) instanceof FieldValue.Int count
                && count.value() > 1) {
            FieldTable entry = newest.table().with(COUNT, FieldValue.Int.of(count.value() + 1));
            counted.set(0, new FieldValue.Nested(entry));
        }
        return counted;
    }

    private static List<FieldValue> reversed(List<FieldValue> deaths) {
        List<FieldValue> reversed = new ArrayList<>(deaths);
        Collections.reverse(reversed);
        return reversed;
    }

    private static Message withItsExpiration(Message message) {
        List<FieldValue> deaths = deathsOf(message);
        String expiration = !deaths.isEmpty() && deaths.get(0) instanceof FieldValue.Nested newest
                ? newest.table().text("original-expiration")
                : null;
        return expiration == null ? message : with(message, message.properties().with(Property.EXPIRATION, expiration));
    }

    private static final class NoReturn extends VariantQueue {
        NoReturn(QueueOrder order) {
            super(order);
        }

        @Override
        public void publish(Message message, @Nullable Publisher publisher, long sequenceNumber, long nowMillis) {
            boolean isLetter = publisher == null;
            boolean diedHere = isLetter
                    && deathsOf(message).stream()
                            .anyMatch(death -> death instanceof FieldValue.Nested entry
                                    && name().equals(entry.table().text("queue")));
            if (!diedHere) {
                super.publish(message, publisher, sequenceNumber, nowMillis);
            }
        }
    }
}
