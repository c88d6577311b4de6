package dev.touchstone.broker.channel;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The consumers of direct reply-to in one virtual host, by the names that requests carry (RPC-02). */
final class ReplyConsumers {
    /** The name that a requester consumes from and puts into reply-to. */
    static final String PSEUDO_QUEUE = "amq.rabbitmq.reply-to";

    /** What every rewritten name starts with. */
    static final String PREFIX = PSEUDO_QUEUE + ".";

    private final Map<String, AmqpChannel> channels = new HashMap<>();

    void add(String name, AmqpChannel channel) {
        channels.put(name, channel);
    }

    void remove(String name) {
        channels.remove(name);
    }

    @Nullable
    AmqpChannel find(String name) {
        return channels.get(name);
    }
}
