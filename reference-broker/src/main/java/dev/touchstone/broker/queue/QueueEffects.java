package dev.touchstone.broker.queue;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.message.Message;

/** What follows from a queue's work and concerns others; implemented by the virtual host. */
public interface QueueEffects {
    /**
     * A message died and the queue has a dead letter exchange. It is to be published there after the queue's own work is done, see {@link #settleDeaths}.
     *
     * @param message one count passes to the callee
     * @param place what {@link QueueMachine#buried} is to be told when that is done
     */
    void deadLetter(QueueMachine from, Message message, long place, DeathReason reason, long nowMillis);

    /** The queue is consistent again: dead letters may be published now. */
    void settleDeaths(long nowMillis);

    /** {@link QueueMachine#onWake} is due at that time, or {@link QueuedMessage#NEVER}; a later call replaces it. */
    void wakeAt(QueueMachine queue, long atMillis);

    /** {@link QueueMachine#work} has more to do, in another turn. */
    void workLeft(QueueMachine queue);

    /** Nobody uses the queue any more: the last consumer of an auto-delete queue left, or the lease ran out. It is to be deleted now. */
    void unused(QueueMachine queue, long nowMillis);

    /** Whose behaviour is shown. */
    default Dialect dialect() {
        return Dialect.RABBITMQ_3;
    }

    /** Whether queues should leave what comes in the ledger, because memory is short. */
    default boolean isMemoryShort() {
        return false;
    }

    /** The queue holds so many octets of memory more, or less if negative. */
    void holds(long octets);
}
