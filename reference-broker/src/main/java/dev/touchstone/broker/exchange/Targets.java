package dev.touchstone.broker.exchange;

/** Takes the destinations that an exchange finds for a message. */
public interface Targets {
    /** One destination, perhaps not for the first time. */
    void add(Destination destination);
}
