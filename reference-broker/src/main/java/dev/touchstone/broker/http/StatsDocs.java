package dev.touchstone.broker.http;

import dev.touchstone.broker.message.Traffic;
import java.util.function.IntToDoubleFunction;
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

    /** {@code {"rate": …}}. */
    static Doc rate(double rate) {
        return new Doc().with("rate", rate);
    }

    /** All counters with their rates; null if nothing ever happened, as RabbitMQ leaves the field out then. */
    static @Nullable Doc messages(Traffic traffic, IntToDoubleFunction rates) {
        return traffic.equals(Traffic.NONE) ? null : allMessages(traffic, rates);
    }

    /** All counters with their rates. */
    static Doc allMessages(Traffic traffic, IntToDoubleFunction rates) {
        return Doc.of(stats -> messages(stats, traffic, rates));
    }

    /** The same, written. */
    static void messages(Fields stats, Traffic traffic, IntToDoubleFunction rates) {
        long[] counters = Sampler.vector(traffic);
        for (int i = 0; i < NAMES.length; i++) {
            stats.with(NAMES[i], counters[i]).rate(NAMES[i], rates.applyAsDouble(i));
        }
    }

    /** What went into an exchange, and out of it; null if nothing did. */
    static @Nullable Doc exchange(Census.ExchangeFacts exchange, IntToDoubleFunction rates) {
        if (exchange.in() == 0 && exchange.out() == 0) {
            return null;
        }
        return new Doc()
                .with("publish_in", exchange.in())
                .with("publish_in_details", rate(rates.applyAsDouble(0)))
                .with("publish_out", exchange.out())
                .with("publish_out_details", rate(rates.applyAsDouble(1)));
    }

    /** How many messages a queue holds. */
    static void depths(Fields doc, QueueFacts queue, IntToDoubleFunction rates) {
        doc.with("messages", queue.messages())
                .rate("messages", rates.applyAsDouble(MESSAGES))
                .with("messages_ready", queue.ready())
                .rate("messages_ready", rates.applyAsDouble(MESSAGES + 1))
                .with("messages_unacknowledged", queue.unacked())
                .rate("messages_unacknowledged", rates.applyAsDouble(MESSAGES + 2));
    }
}
