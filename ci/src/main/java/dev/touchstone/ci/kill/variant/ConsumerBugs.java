package dev.touchstone.ci.kill.variant;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.queue.Consumer;
import dev.touchstone.broker.queue.ConsumerSettings;
import dev.touchstone.broker.queue.ConsumerSink;
import dev.touchstone.broker.queue.QueuedMessage;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queues that serve the wrong consumer. */
final class ConsumerBugs {
    private static final String X_PRIORITY = "x-priority";

    private ConsumerBugs() {}

    static List<Variant> all() {
        return List.of(
                new Variant(
                        "single-active-hands-over-early",
                        "while the single active consumer has no room, the next one gets messages",
                        List.of("QUEUE-24"),
                        () -> QueueOrder.broker(order -> order.limits().singleActiveConsumer() && isClassic(order)
                                ? new HandsOverEarly(order)
                                : new VariantQueue(order))),
                new Variant(
                        "round-robin-broken",
                        "the oldest consumer gets everything as long as it has room",
                        List.of("CONS-06"),
                        () -> QueueOrder.broker(FirstComeFirstServed::new)),
                new Variant(
                        "consumer-priority-ignored",
                        "all consumers have the same priority",
                        List.of("CONS-07"),
                        () -> QueueOrder.broker(order -> new VariantQueue.OtherConsumers(
                                order,
                                wanted ->
                                        withArguments(wanted, wanted.arguments().without(X_PRIORITY))))),
                new Variant(
                        "prefetch-lost-by-nack",
                        "a nack or reject does not give the room back that its delivery took",
                        List.of("QOS-09"),
                        () -> QueueOrder.broker(NackKeepsRoom::new)));
    }

    private static boolean isClassic(QueueOrder order) {
        return !"quorum".equals(order.settings().arguments().text("x-queue-type"));
    }

    private static ConsumerSettings withArguments(ConsumerSettings wanted, FieldTable arguments) {
        return new ConsumerSettings(wanted.tag(), wanted.noAck(), wanted.exclusive(), arguments);
    }

    /** Each consumer has a little less priority than the one before it. */
    private static class FirstComeFirstServed extends VariantQueue {
        private static final long STEP = 1_000_000;

        private long consumersEver;

        FirstComeFirstServed(QueueOrder order) {
            super(order);
        }

        @Override
        public Consumer consume(ConsumerSettings wanted, ConsumerSink sink) {
            FieldValue priority = FieldValue.Int.of(wanted.priority() * STEP - consumersEver++);
            return super.consume(withArguments(wanted, wanted.arguments().with(X_PRIORITY, priority)), sink);
        }
    }

    /** All consumers are active, the oldest above all. What is refused in a queue with a single active one is refused still. */
    private static final class HandsOverEarly extends FirstComeFirstServed {
        HandsOverEarly(QueueOrder order) {
            super(order.withLimits(Limits.withoutSingleActiveConsumer(order.limits())));
        }

        @Override
        public boolean refusesConsumer(boolean exclusive) {
            return exclusive;
        }
    }

    private static final class NackKeepsRoom extends VariantQueue {
        private final IdentityHashMap<QueuedMessage, Room> holders = new IdentityHashMap<>();

        NackKeepsRoom(QueueOrder order) {
            super(order);
        }

        @Override
        public Consumer consume(ConsumerSettings wanted, ConsumerSink sink) {
            return super.consume(wanted, new Room(sink));
        }

        @Override
        public void ack(QueuedMessage message) {
            settled(message, false);
            super.ack(message);
        }

        @Override
        public void requeue(List<QueuedMessage> messages, long nowMillis) {
            messages.forEach(message -> settled(message, true));
            super.requeue(messages, nowMillis);
        }

        @Override
        public void reject(List<QueuedMessage> messages, long nowMillis) {
            messages.forEach(message -> settled(message, true));
            super.reject(messages, nowMillis);
        }

        private void settled(QueuedMessage message, boolean byNack) {
            Room holder = holders.remove(message);
            if (holder != null) {
                holder.outstanding--;
                holder.lost += byNack ? 1 : 0;
            }
        }

        /** How much of its limit a consumer has used; the limit shows when it refuses a delivery before the first nack. */
        private final class Room extends OtherSink {
            private int outstanding;
            private int lost;
            private int limit;

            Room(ConsumerSink real) {
                super(real);
            }

            @Override
            public boolean canTake() {
                boolean can = super.canTake();
                if (!can && lost == 0) {
                    limit = outstanding;
                }
                return can && (lost == 0 || limit == 0 || outstanding + lost < limit);
            }

            @Override
            public void deliver(Message message, boolean redelivered, @Nullable QueuedMessage unacked) {
                if (unacked != null) {
                    outstanding++;
                    holders.put(unacked, this);
                }
                super.deliver(message, redelivered, unacked);
            }
        }
    }
}
