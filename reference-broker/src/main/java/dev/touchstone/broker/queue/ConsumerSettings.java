package dev.touchstone.broker.queue;

import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;

/**
 * What {@code basic.consume} asked for.
 *
 * @param tag unique on its channel; the channel sees to that (CONS-02)
 * @param noAck whether deliveries need no acknowledgement
 * @param exclusive whether no other consumer is allowed (CONS-04)
 * @param arguments of {@code basic.consume}, validated
 */
public record ConsumerSettings(String tag, boolean noAck, boolean exclusive, FieldTable arguments) {
    /** The argument {@code x-priority}, 0 if absent; negative ones are allowed (CONS-07). */
    public long priority() {
        return arguments.get("x-priority") instanceof FieldValue.Int number ? number.value() : 0;
    }
}
