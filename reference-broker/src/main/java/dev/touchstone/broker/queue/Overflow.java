package dev.touchstone.broker.queue;

import org.jspecify.annotations.Nullable;

/** What a full queue does with a publish (LEN-01, LEN-03, LEN-04). */
public enum Overflow {
    DROP_HEAD("drop-head"),
    REJECT_PUBLISH("reject-publish"),
    REJECT_PUBLISH_DLX("reject-publish-dlx");

    private static final Overflow[] ALL = values();

    private final String argument;

    Overflow(String argument) {
        this.argument = argument;
    }

    /** The behaviour of that name in {@code x-overflow}, or null. */
    public static @Nullable Overflow named(@Nullable String argument) {
        for (Overflow overflow : ALL) {
            if (overflow.argument.equals(argument)) {
                return overflow;
            }
        }
        return null;
    }
}
