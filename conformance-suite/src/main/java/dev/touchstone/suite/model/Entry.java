package dev.touchstone.suite.model;

/**
 * A message in a queue.
 *
 * @param position its place in the order of arrival; requeueing gives it back
 * @param expiresAt time of the model in milliseconds, {@link #NEVER} for none
 */
record Entry(Message message, long position, boolean redelivered, long expiresAt) {
    static final long NEVER = Long.MAX_VALUE;

    Entry again() {
        return new Entry(message, position, true, expiresAt);
    }
}
