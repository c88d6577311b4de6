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
 */
public record QueueSettings(
        String name,
        boolean durable,
        boolean autoDelete,
        @Nullable Object owner,
        FieldTable arguments) {}
