package dev.touchstone.broker.queue;

import dev.touchstone.broker.wire.FieldTable;
import org.jspecify.annotations.Nullable;

/**
 * What a queue was declared with.
 *
 * @param name without CR and LF
 * @param durable false for every exclusive queue (QUEUE-13)
 * @param autoDelete whether it goes with its last consumer (QUEUE-14)
 * @param owner the connection that alone may use it, compared by identity; null if it is not exclusive (QUEUE-09)
 * @param arguments as sent, unknown ones too (QUEUE-06)
 * @param id what the ledger knows it by: never the same for two queues of a virtual host; kept over restarts. 0 where nothing is kept
 */
public record QueueSettings(
        String name,
        boolean durable,
        boolean autoDelete,
        @Nullable Object owner,
        FieldTable arguments,
        long id) {
    /** A queue of which nothing is kept. */
    public QueueSettings(
            String name, boolean durable, boolean autoDelete, @Nullable Object owner, FieldTable arguments) {
        this(name, durable, autoDelete, owner, arguments, 0);
    }
}
