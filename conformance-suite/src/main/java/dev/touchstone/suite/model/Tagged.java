package dev.touchstone.suite.model;

/**
 * A delivery as it came on a channel.
 *
 * @param consumer its tag, empty for one that basic.get took
 * @param tag its delivery tag
 */
public record Tagged(String consumer, String message, long tag) {
    boolean names(Held held) {
        ModelConsumer holder = held.consumer();
        return held.entry().message().id().equals(message) && consumer.equals(holder == null ? "" : holder.tag());
    }
}
