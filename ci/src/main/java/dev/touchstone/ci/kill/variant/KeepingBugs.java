package dev.touchstone.ci.kill.variant;

import dev.touchstone.broker.BrokerParts;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.queue.Overflow;
import dev.touchstone.broker.queue.Publisher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brokers that lose what they should keep. */
final class KeepingBugs {
    private KeepingBugs() {}

    static List<Variant> all() {
        return List.of(
                new Variant(
                        "persistent-message-lost",
                        "persistent messages in durable queues are gone after a restart",
                        List.of("DUR-02"),
                        () -> QueueOrder.broker(order -> new VariantQueue(order.withoutLog()))),
                new Variant(
                        "confirm-before-force",
                        "a persistent message is confirmed before the disk has it for sure",
                        List.of("DUR-07", "PUB-CONFIRM-08"),
                        KeepingBugs::confirmingEarly));
    }

    /** A disk that loses with the node what was not forced: an early confirm costs nothing as long as nothing goes wrong. */
    private static BrokerParts confirmingEarly() {
        return QueueOrder.broker(EarlyConfirm::new).withDisk(ForgetfulDisks::of);
    }

    private static final class EarlyConfirm extends VariantQueue {
        EarlyConfirm(QueueOrder order) {
            super(order);
        }

        @Override
        public void publish(Message message, @Nullable Publisher publisher, long sequenceNumber, long nowMillis) {
            if (publisher == null || limits().overflow() != Overflow.DROP_HEAD) {
                super.publish(message, publisher, sequenceNumber, nowMillis);
            } else {
                super.publish(message, null, 0, nowMillis);
                publisher.accepted(sequenceNumber);
            }
        }
    }
}
