package dev.touchstone.ci.kill.variant;

import dev.touchstone.broker.BrokerParts;
import dev.touchstone.broker.ledger.QueueLog;
import dev.touchstone.broker.queue.QueueEffects;
import dev.touchstone.broker.queue.QueueLimits;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueueSettings;
import dev.touchstone.broker.vhost.Parts;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a queue is to be made of, see {@link Parts#queue}. */
record QueueOrder(
        QueueSettings settings,
        QueueLimits limits,
        QueueEffects effects,
        @Nullable QueueLog log,
        long nowMillis) {
    /** A broker whose queues are made by {@code maker}. */
    static BrokerParts broker(Function<QueueOrder, QueueMachine> maker) {
        return BrokerParts.standard().withHosts(new Parts() {
            @Override
            public QueueMachine queue(
                    QueueSettings settings,
                    QueueLimits limits,
                    QueueEffects effects,
                    @Nullable QueueLog log,
                    long nowMillis) {
                return maker.apply(new QueueOrder(settings, limits, effects, log, nowMillis));
            }
        });
    }

    QueueOrder withLimits(QueueLimits others) {
        return new QueueOrder(settings, others, effects, log, nowMillis);
    }

    QueueOrder withEffects(QueueEffects others) {
        return new QueueOrder(settings, limits, others, log, nowMillis);
    }

    QueueOrder withoutLog() {
        return new QueueOrder(settings, limits, effects, null, nowMillis);
    }
}
