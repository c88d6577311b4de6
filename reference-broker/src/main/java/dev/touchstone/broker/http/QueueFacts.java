package dev.touchstone.broker.http;

import dev.touchstone.broker.connection.Connection;
import dev.touchstone.broker.connection.ConnectionInfo;
import dev.touchstone.broker.message.Traffic;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueueSettings;
import dev.touchstone.broker.queue.QuorumKind;
import org.jspecify.annotations.Nullable;

/**
 * A queue at one moment.
 *
 * @param owner the connection that an exclusive queue belongs to, or null
 * @param letters dead letters that a quorum queue keeps
 */
record QueueFacts(
        QueueSettings settings,
        @Nullable ConnectionInfo owner,
        boolean quorum,
        boolean lazy,
        long ready,
        long unacked,
        long letters,
        long readyBytes,
        long unackedBytes,
        int consumers,
        Traffic traffic) {
    /** On the queue's loop. */
    static QueueFacts of(QueueMachine queue) {
        QuorumKind quorum = queue.quorum();
        return new QueueFacts(
                queue.settings(),
                queue.settings().owner() instanceof Connection connection ? connection.info() : null,
                quorum != null,
                queue.isLazy(),
                queue.messageCount(),
                queue.unackedCount(),
                quorum == null ? 0 : quorum.letters(),
                queue.messageBytes(),
                queue.unackedBytes(),
                queue.consumerCount(),
                queue.traffic());
    }

    String name() {
        return settings.name();
    }

    long messages() {
        return ready + unacked + letters;
    }
}
