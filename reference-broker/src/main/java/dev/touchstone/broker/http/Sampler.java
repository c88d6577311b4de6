package dev.touchstone.broker.http;

import dev.touchstone.broker.Administration;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.message.Traffic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** Looks at all counters now and then, so that listings can say how fast they grow. Thread-safe. */
final class Sampler {
    /** RabbitMQ's collect_statistics_interval (MGMT-05). */
    static final long INTERVAL_MILLIS = 5_000;

    private static final double NANOS = 1e9;
    private static final int COUNTERS = 12;

    private final Administration broker;
    private final Census census;
    private volatile Samples last = new Samples(System.nanoTime(), Map.of());
    private volatile Samples before = last;

    /** What has counters. */
    record Key(String kind, String vhost, String name) {
        static Key queue(String vhost, String name) {
            return new Key("queue", vhost, name);
        }

        static Key exchange(String vhost, String name) {
            return new Key("exchange", vhost, name);
        }

        static Key vhost(String vhost) {
            return new Key("vhost", vhost, "");
        }

        static Key connection(String name) {
            return new Key("connection", "", name);
        }

        static Key channel(String connection, int number) {
            return new Key("channel", connection, String.valueOf(number));
        }
    }

    private record Samples(long nanos, Map<Key, long[]> counters) {}

    Sampler(Administration broker, Census census) {
        this.broker = broker;
        this.census = census;
    }

    /** Takes a sample of everything. */
    synchronized void sample() {
        Map<Key, long[]> counters = new HashMap<>();
        for (VhostRoom room : broker.rooms()) {
            sample(room, counters);
        }
        before = last;
        last = new Samples(System.nanoTime(), counters);
    }

    private void sample(VhostRoom room, Map<Key, long[]> counters) {
        String vhost = room.name();
        counters.put(Key.vhost(vhost), vector(census.traffic(room)));
        for (QueueFacts queue : census.queues(room)) {
            if (queue.traffic().publish() > 0 || queue.messages() > 0) {
                counters.put(
                        Key.queue(vhost, queue.name()),
                        vector(queue.traffic(), queue.messages(), queue.ready(), queue.unacked()));
            }
        }
        census.exchanges(room)
                .forEach(exchange ->
                        counters.put(Key.exchange(vhost, exchange.name()), new long[] {exchange.in(), exchange.out()}));
        for (Census.ClientFacts client : census.clients(room)) {
            counters.put(Key.connection(client.name()), new long[] {
                client.connection().octetsIn(), client.connection().octetsOut()
            });
            client.channels()
                    .forEach(channel ->
                            counters.put(Key.channel(client.name(), channel.number()), vector(channel.traffic())));
        }
    }

    /** The counters of a traffic, in an order that {@link StatsDocs} knows, and more behind them. */
    static long[] vector(Traffic traffic, long... more) {
        long[] vector = new long[COUNTERS + more.length];
        vector[0] = traffic.publish();
        vector[1] = traffic.confirm();
        vector[2] = traffic.returned();
        vector[3] = traffic.dropped();
        vector[4] = traffic.deliver();
        vector[5] = traffic.deliverNoAck();
        vector[6] = traffic.get();
        vector[7] = traffic.getNoAck();
        vector[8] = traffic.getEmpty();
        vector[9] = traffic.ack();
        vector[10] = traffic.redeliver();
        vector[11] = traffic.deliverGet();
        System.arraycopy(more, 0, vector, COUNTERS, more.length);
        return vector;
    }

    /** How much a counter grew in a second between the last two samples. */
    double rate(Key key, int counter) {
        return rates(key).applyAsDouble(counter);
    }

    /** How much each counter of something grew in a second between the last two samples. */
    IntToDoubleFunction rates(Key key) {
        Samples now = last;
        Samples then = before;
        long[] after = now.counters.get(key);
        double seconds = (now.nanos - then.nanos) / NANOS;
        if (after == null || seconds <= 0) {
            return counter -> 0;
        }
        long[] earlier = then.counters.get(key);
        return counter -> {
            if (counter >= after.length) {
                return 0;
            }
            long grown = after[counter] - (earlier == null ? 0 : earlier[counter]);
            return Math.round(grown / seconds * 10) / 10.0;
        };
    }

    /** The sum of {@link #rate} over all virtual hosts that are wanted. */
    double rate(List<String> vhosts, int counter) {
        double sum = 0;
        for (String vhost : vhosts) {
            sum += rate(Key.vhost(vhost), counter);
        }
        return sum;
    }
}
