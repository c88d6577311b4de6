package dev.touchstone.broker.vhost;

import dev.touchstone.broker.wire.FieldTable;

/** The fields of a bind or unbind. {@code toQueue}: the destination is a queue, else an exchange. */
record BindingRequest(String source, String destination, boolean toQueue, String routingKey, FieldTable arguments) {
    /** With names as they count (EXCH-15); the key is left alone. */
    BindingRequest stripped() {
        return new BindingRequest(
                Refusals.stripped(source), Refusals.stripped(destination), toQueue, routingKey, arguments);
    }
}
