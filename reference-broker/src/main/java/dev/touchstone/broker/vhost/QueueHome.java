package dev.touchstone.broker.vhost;

import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueueSettings;

/** Where queues are made and ended, with everything that hangs on them. */
interface QueueHome {
    /** A number for a new queue. */
    long newId();

    /** Makes a queue that does not exist yet. */
    QueueMachine create(QueueSettings settings, long nowMillis);

    /** Ends a queue: its bindings, its consumers, its messages; returns how many were ready. */
    long remove(QueueMachine queue, long nowMillis);
}
