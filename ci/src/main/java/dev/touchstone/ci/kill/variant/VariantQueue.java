package dev.touchstone.ci.kill.variant;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.queue.Consumer;
import dev.touchstone.broker.queue.ConsumerSettings;
import dev.touchstone.broker.queue.ConsumerSink;
import dev.touchstone.broker.queue.Publisher;
import dev.touchstone.broker.queue.QueueLimits;
import dev.touchstone.broker.queue.QueueMachine;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A queue to be made wrong in one thing. */
class VariantQueue extends QueueMachine {
    VariantQueue(QueueOrder order) {
        super(order.settings(), order.limits(), order.effects(), order.log(), order.nowMillis());
    }

    /** A queue that obeys other limits than its arguments and policies say. */
    static final class OtherLimits extends VariantQueue {
        private final UnaryOperator<QueueLimits> change;

        OtherLimits(QueueOrder order, UnaryOperator<QueueLimits> change) {
            super(order.withLimits(change.apply(order.limits())));
            this.change = change;
        }

        @Override
        public void limit(QueueLimits changed, long nowMillis) {
            super.limit(change.apply(changed), nowMillis);
        }
    }

    /** A queue that changes messages as they come in. */
    static final class OtherMessages extends VariantQueue {
        private final UnaryOperator<Message> change;

        /** {@code change} gives the message itself, or another one of which the caller owns one count. */
        OtherMessages(QueueOrder order, UnaryOperator<Message> change) {
            super(order);
            this.change = change;
        }

        @Override
        public void publish(Message message, @Nullable Publisher publisher, long sequenceNumber, long nowMillis) {
            Message changed = change.apply(message);
            super.publish(changed, publisher, sequenceNumber, nowMillis);
            if (changed != message) {
                changed.release();
            }
        }
    }

    /** A queue that understands otherwise what its consumers ask for. */
    static final class OtherConsumers extends VariantQueue {
        private final UnaryOperator<ConsumerSettings> change;

        OtherConsumers(QueueOrder order, UnaryOperator<ConsumerSettings> change) {
            super(order);
            this.change = change;
        }

        @Override
        public Consumer consume(ConsumerSettings wanted, ConsumerSink sink) {
            return super.consume(change.apply(wanted), sink);
        }
    }
}
