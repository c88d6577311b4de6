package dev.touchstone.broker.exchange;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.ProtocolException;

/** The rule of an exchange type, with an index of one exchange's bindings that answers it fast. */
interface Matcher {
    /** Refuses arguments that this type cannot use (HDR-12). */
    default void validate(FieldTable arguments) throws ProtocolException {}

    /** Takes in a binding that was not there before. */
    void add(Binding binding);

    /** Forgets a binding that was there. */
    void remove(Binding binding);

    /** Gives every destination of a message to {@code targets}, perhaps more than once. {@code routingKey} may be one from CC. */
    void match(String routingKey, Message message, Targets targets);

    /** Whether the message's headers matter, so that its result cannot be remembered by key. */
    default boolean usesHeaders() {
        return false;
    }
}
