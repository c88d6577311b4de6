package dev.touchstone.suite.model;

import org.jspecify.annotations.Nullable;

/**
 * A delivery that its channel has not settled.
 *
 * @param consumer null for one taken by basic.get
 */
record Held(
        long tag, ModelQueue queue, Entry entry, @Nullable ModelConsumer consumer) {
    Held withTag(long other) {
        return new Held(other, queue, entry, consumer);
    }
}
