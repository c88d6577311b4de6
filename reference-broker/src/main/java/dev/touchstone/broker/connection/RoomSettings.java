package dev.touchstone.broker.connection;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.vhost.Parts;
import java.util.Set;

/**
 * What all virtual hosts of a broker have in common.
 *
 * @param memory how much the queues of each may hold
 * @param consumerTimeout when a delivery stays unacknowledged too long (CONS-14)
 * @param exchangeTypes the types that exchanges may have
 * @param parts makes exchanges and queues
 * @param dialect whose behaviour they show
 */
public record RoomSettings(
        MemoryLimits memory,
        ConnectionSettings.ConsumerTimeout consumerTimeout,
        Set<ExchangeType> exchangeTypes,
        Parts parts,
        Dialect dialect) {
    /** Those of 3.10. */
    public RoomSettings(
            MemoryLimits memory,
            ConnectionSettings.ConsumerTimeout consumerTimeout,
            Set<ExchangeType> exchangeTypes,
            Parts parts) {
        this(memory, consumerTimeout, exchangeTypes, parts, Dialect.RABBITMQ_3);
    }

    /** Copies the set. */
    public RoomSettings {
        exchangeTypes = Set.copyOf(exchangeTypes);
    }
}
