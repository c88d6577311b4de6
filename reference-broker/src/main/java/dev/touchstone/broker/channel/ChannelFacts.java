package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.Traffic;

/**
 * A channel as listings show it.
 *
 * @param prefetch for consumers started next, 0 is none
 * @param sharedPrefetch for all its consumers together, 0 is none
 * @param unacked deliveries that wait for their acknowledgement
 * @param unconfirmed publishes that wait for their confirm
 * @param uncommitted publishes that wait for commit
 * @param acksUncommitted settled deliveries that wait for commit
 */
public record ChannelFacts(
        int number,
        boolean confirm,
        boolean transactional,
        int prefetch,
        int sharedPrefetch,
        int consumers,
        int unacked,
        int unconfirmed,
        int uncommitted,
        int acksUncommitted,
        Traffic traffic) {
    static ChannelFacts of(AmqpChannel channel, Deliveries deliveries) {
        Confirms confirms = channel.confirms();
        Transaction transaction = channel.transaction();
        return new ChannelFacts(
                channel.number(),
                confirms != null,
                transaction != null,
                deliveries.consumerPrefetch(),
                deliveries.sharedPrefetch(),
                deliveries.subscriptions().size(),
                deliveries.outstanding(),
                confirms == null ? 0 : confirms.unanswered(),
                transaction == null ? 0 : transaction.publishes(),
                transaction == null ? 0 : transaction.settlements(),
                channel.traffic());
    }
}
