package dev.touchstone.broker.http;

import dev.touchstone.broker.http.Ranges.Kind;
import dev.touchstone.broker.message.Traffic;
import org.jspecify.annotations.Nullable;

/** The fields {@code message_stats} and the like. */
final class StatsDocs {
    private static final String[] NAMES = {
        "publish",
        "confirm",
        "return_unroutable",
        "drop_unroutable",
        "deliver",
        "deliver_no_ack",
        "get",
        "get_no_ack",
        "get_empty",
        "ack",
        "redeliver",
        "deliver_get"
    };

    /** Where the counters of a queue's messages stand in its sample. */
    private static final int MESSAGES = NAMES.length;

    private StatsDocs() {}

    /** All counters with their rates; null if nothing ever happened, as RabbitMQ leaves the field out then. */
    static @Nullable Doc messages(Traffic traffic, Growth growth) {
        return traffic.equals(Traffic.NONE) ? null : allMessages(traffic, growth);
    }

    /** All counters with their rates. */
    static Doc allMessages(Traffic traffic, Growth growth) {
        return Doc.of(stats -> messages(stats, traffic, growth));
    }

    /** The same, written. */
    static void messages(Fields stats, Traffic traffic, Growth growth) {
        long[] counters = Sampler.vector(traffic);
        for (int i = 0; i < NAMES.length; i++) {
            stats.with(NAMES[i], counters[i]);
            growth.on(stats, NAMES[i], i, Kind.MESSAGES);
        }
    }

    /** What went into an exchange, and out of it; null if nothing did. */
    static @Nullable Doc exchange(Census.ExchangeFacts exchange, Growth growth) {
        if (exchange.in() == 0 && exchange.out() == 0) {
            return null;
        }
        Doc doc = new Doc().with("publish_in", exchange.in());
        growth.on(doc, "publish_in", 0, Kind.MESSAGES);
        doc.with("publish_out", exchange.out());
        growth.on(doc, "publish_out", 1, Kind.MESSAGES);
        return doc;
    }

    /** How many messages a queue holds, or all queues of a virtual host, or of the node. */
    static void depths(Fields doc, long messages, long ready, long unacked, Growth growth) {
        doc.with("messages", messages);
        growth.on(doc, "messages", MESSAGES, Kind.LENGTHS);
        doc.with("messages_ready", ready);
        growth.on(doc, "messages_ready", MESSAGES + 1, Kind.LENGTHS);
        doc.with("messages_unacknowledged", unacked);
        growth.on(doc, "messages_unacknowledged", MESSAGES + 2, Kind.LENGTHS);
    }
}
