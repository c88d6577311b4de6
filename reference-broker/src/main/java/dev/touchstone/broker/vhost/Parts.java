package dev.touchstone.broker.vhost;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.exchange.ExchangeSettings;
import dev.touchstone.broker.ledger.QueueLog;
import dev.touchstone.broker.queue.QueueEffects;
import dev.touchstone.broker.queue.QueueLimits;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueueSettings;
import org.jspecify.annotations.Nullable;

/**
 * What virtual hosts are built of: makes each exchange and each queue. Who embeds a broker may put others in their place. All virtual hosts of a broker
 * share one; it is called on the loop of the virtual host that something is made for.
 */
public class Parts {
    /** An exchange without bindings. */
    public Exchange exchange(ExchangeSettings settings, Dialect dialect) {
        return new Exchange(settings, dialect);
    }

    /**
     * A queue with the messages that its part of the ledger has.
     *
     * @param limits from its arguments and policies
     * @param effects hears what concerns others
     * @param log its part of the ledger, or null: nothing is kept
     * @param nowMillis milliseconds since 1970 of the broker's clock
     */
    public QueueMachine queue(
            QueueSettings settings, QueueLimits limits, QueueEffects effects, @Nullable QueueLog log, long nowMillis) {
        return new QueueMachine(settings, limits, effects, log, nowMillis);
    }
}
