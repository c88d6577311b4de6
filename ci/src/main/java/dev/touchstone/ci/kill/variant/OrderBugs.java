package dev.touchstone.ci.kill.variant;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.queue.Consumer;
import dev.touchstone.broker.queue.ConsumerSettings;
import dev.touchstone.broker.queue.ConsumerSink;
import dev.touchstone.broker.queue.Overflow;
import dev.touchstone.broker.queue.Publisher;
import dev.touchstone.broker.queue.QueueLimits;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueuedMessage;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Queues that keep, order or drop their messages wrongly. */
final class OrderBugs {
    private OrderBugs() {}

    static List<Variant> all() {
        return List.of(
                new Variant(
                        "requeue-to-the-tail",
                        "what is given back is published anew, behind everything that waits",
                        List.of("ACK-07", "ACK-05"),
                        () -> QueueOrder.broker(RequeueToTheTail::new)),
                new Variant(
                        "priority-inverted",
                        "the lowest priority is served first",
                        List.of("PRIO-02"),
                        () -> QueueOrder.broker(PriorityInverted::new)),
                new Variant(
                        "queue-ttl-ignored",
                        "the time to live that a queue gives its messages is ignored",
                        List.of("TTL-01", "TTL-03"),
                        () -> QueueOrder.broker(
                                order -> new VariantQueue.OtherLimits(order, Limits::withoutTimeToLive))),
                new Variant(
                        "longer-ttl-wins",
                        "a message that asks for a longer life than its queue gives gets it",
                        List.of("TTL-03"),
                        () -> QueueOrder.broker(LongerTtlWins::new)),
                new Variant(
                        "expiry-waits-for-a-reader",
                        "an expired message stays until somebody asks the queue for messages",
                        List.of("TTL-05", "DLX-01"),
                        () -> QueueOrder.broker(order -> new VariantQueue(withoutWaking(order)))),
                new Variant(
                        "newest-dropped",
                        "a full queue drops what comes instead of its head",
                        List.of("LEN-01"),
                        () -> QueueOrder.broker(NewestDropped::new)),
                new Variant(
                        "reject-publish-drops-head",
                        "a full queue that shall refuse publishes takes them and drops its head",
                        List.of("LEN-03", "PUB-CONFIRM-10"),
                        () -> QueueOrder.broker(order -> new VariantQueue.OtherLimits(order, Limits::droppingTheHead))),
                new Variant(
                        "auto-delete-queue-stays",
                        "an auto-delete queue stays when its last consumer goes",
                        List.of("QUEUE-14"),
                        () -> QueueOrder.broker(order -> new VariantQueue(withoutAutoDelete(order)))));
    }

    private static QueueOrder withoutWaking(QueueOrder order) {
        return order.withEffects(new OtherEffects(order.effects()) {
            @Override
            public void wakeAt(QueueMachine queue, long atMillis) {
                if (queue.limits().expiresMillis() >= 0) {
                    super.wakeAt(queue, atMillis);
                }
            }
        });
    }

    private static QueueOrder withoutAutoDelete(QueueOrder order) {
        return order.withEffects(new OtherEffects(order.effects()) {
            @Override
            public void unused(QueueMachine queue, long nowMillis) {
                if (!queue.settings().autoDelete()) {
                    super.unused(queue, nowMillis);
                }
            }
        });
    }

    private static final class RequeueToTheTail extends VariantQueue {
        RequeueToTheTail(QueueOrder order) {
            super(order);
        }

        @Override
        public void requeue(List<QueuedMessage> messages, long nowMillis) {
            for (QueuedMessage back : messages) {
                Message message = back.message();
                message.retain();
                ack(back);
                publish(message, null, 0, nowMillis);
                message.release();
            }
        }
    }

    /** Queues small messages under the opposite priority, and gives consumers the originals. */
    private static final class PriorityInverted extends VariantQueue {
        private final Map<Message, Message> originals = new WeakHashMap<>();

        PriorityInverted(QueueOrder order) {
            super(order);
        }

        @Override
        public void publish(Message message, @Nullable Publisher publisher, long sequenceNumber, long nowMillis) {
            int highest = limits().maxPriority();
            if (highest <= 0 || message.largeBody() != null) {
                super.publish(message, publisher, sequenceNumber, nowMillis);
                return;
            }
            Integer opposite = highest - Math.min(message.priority(), highest);
            Message turned = message.with(
                    message.address(), message.properties().with(Property.PRIORITY, opposite), message.senderKeys());
            originals.put(turned, message);
            super.publish(turned, publisher, sequenceNumber, nowMillis);
        }

        @Override
        public Consumer consume(ConsumerSettings wanted, ConsumerSink sink) {
            return super.consume(wanted, new OtherSink(sink) {
                @Override
                public void deliver(Message message, boolean redelivered, @Nullable QueuedMessage unacked) {
                    super.deliver(originals.getOrDefault(message, message), redelivered, unacked);
                }
            });
        }
    }

    private static final class LongerTtlWins extends VariantQueue {
        LongerTtlWins(QueueOrder order) {
            super(order);
        }

        @Override
        public void publish(Message message, @Nullable Publisher publisher, long sequenceNumber, long nowMillis) {
            QueueLimits limits = limits();
            boolean longer = limits.messageTtlMillis() >= 0 && message.expirationMillis() > limits.messageTtlMillis();
            if (longer) {
                limit(Limits.withoutTimeToLive(limits), nowMillis);
            }
            super.publish(message, publisher, sequenceNumber, nowMillis);
            if (longer) {
                limit(limits, nowMillis);
            }
        }
    }

    private static final class NewestDropped extends VariantQueue {
        NewestDropped(QueueOrder order) {
            super(order);
        }

        @Override
        public void publish(Message message, @Nullable Publisher publisher, long sequenceNumber, long nowMillis) {
            boolean full = limits().maxLength() > 0 && messageCount() >= limits().maxLength();
            if (!full || limits().overflow() != Overflow.DROP_HEAD) {
                super.publish(message, publisher, sequenceNumber, nowMillis);
            } else if (publisher != null) {
                publisher.accepted(sequenceNumber);
            }
        }
    }
}
