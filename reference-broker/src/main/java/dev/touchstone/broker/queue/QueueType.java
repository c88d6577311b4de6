package dev.touchstone.broker.queue;

import org.jspecify.annotations.Nullable;

/** The types of queues that clients can ask for in the argument {@code x-queue-type}; streams are known but not here. */
public enum QueueType {
    CLASSIC("classic"),
    QUORUM("quorum"),
    STREAM("stream");

    private static final QueueType[] ALL = values();

    private final String argument;

    QueueType(String argument) {
        this.argument = argument;
    }

    /** The type of that name in {@code x-queue-type}, or null. */
    public static @Nullable QueueType named(String argument) {
        for (QueueType type : ALL) {
            if (type.argument.equals(argument)) {
                return type;
            }
        }
        return null;
    }

    /** The type as RabbitMQ's reply texts name it. */
    public String moduleName() {
        return "rabbit_" + argument + "_queue";
    }
}
