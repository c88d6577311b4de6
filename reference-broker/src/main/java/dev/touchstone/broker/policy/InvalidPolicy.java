package dev.touchstone.broker.policy;

/** A policy that RabbitMQ would not take; the message is what it says to that (POLICY-08). */
public final class InvalidPolicy extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** With that sentence. */
    public InvalidPolicy(String sentence) {
        super(sentence);
    }
}
