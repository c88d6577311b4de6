package dev.touchstone.broker.vhost;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.ledger.QueueLog;
import dev.touchstone.broker.queue.QueueSettings;
import org.jspecify.annotations.Nullable;

/** What a virtual host needs from its loop. */
public interface VhostEffects {
    /**
     * {@link VirtualHost#onWake} is due at {@code atMillis} of the broker's clock or soon after; a later call replaces the time.
     * {@link Long#MAX_VALUE} means never.
     */
    void wakeAt(long atMillis);

    /** {@link VirtualHost#onWake} has more to do: in the next turn of the loop. May be called more than once before that. */
    void wakeSoon();

    /** Whose behaviour is shown. */
    default Dialect dialect() {
        return Dialect.RABBITMQ_3;
    }

    /** The part of the ledger for a new queue, with what it has of it from an earlier run; or null if nothing is kept here. */
    default @Nullable QueueLog log(QueueSettings queue) {
        return null;
    }

    /** Octets in memory above which queues leave what comes in the ledger. */
    default long pagingOctets() {
        return Long.MAX_VALUE;
    }

    /** Runs a task when everything that was kept and settled so far is safe from a loss of power: at once if nothing is kept here. */
    default void whenSafe(Runnable task) {
        task.run();
    }

    /** Something that survives a restart is about to change: whoever keeps it writes that down, before the client is answered (DUR-01). */
    default void changing(TopologyChange change) {}

    /** A number for a new queue that no other queue ever had, not even one of the same name. */
    default long newQueueId() {
        return 0;
    }

    /** A message waits in a delayed exchange from now on: whoever keeps things for another start writes it down (DELAY-18). */
    default void delayed(DelayedMessage message) {}

    /** A delayed message was routed, or dropped: it waits no more. */
    default void undelayed(DelayedMessage message) {}
}
