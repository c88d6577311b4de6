package dev.touchstone.broker.http;

import dev.touchstone.broker.Administration;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.message.Traffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Looks at all counters now and then, so that listings can say how fast they grow. Of everything the last two samples are known; ten minutes of them are kept
 * of the node, of virtual hosts, and of the things whose history somebody asked for within the last ten minutes, five hundred at most: ten thousand queues
 * would take hundreds of megabytes. Thread-safe.
 */
final class Sampler {
    /** RabbitMQ's collect_statistics_interval (MGMT-05). */
    static final long INTERVAL_MILLIS = 5_000;

    private static final double NANOS = 1e9;
    private static final int COUNTERS = 12;
    private static final int KEPT = 121;
    private static final int MAX_WATCHED = 500;
    private static final long FORGET_MILLIS = 600_000;

    private final Administration broker;
    private final Census census;
    private final LongSupplier millis;
    private final Map<Key, Long> watched = new ConcurrentHashMap<>();

    /** Newest first. Whoever reads takes one list and works on it. */
    private volatile List<Samples> history;

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

        /** The node itself, with what {@link NodesResource#figures} says. */
        static Key node() {
            return new Key("node", "", "");
        }

        static Key connection(String name) {
            return new Key("connection", "", name);
        }

        static Key channel(String connection, int number) {
            return new Key("channel", connection, String.valueOf(number));
        }

        /** Of those there are few, and everybody wants to know their history. */
        boolean isTotal() {
            return kind.equals("vhost") || kind.equals("node");
        }
    }

    private record Samples(long nanos, long millis, Map<Key, long[]> counters) {}

    /** What a counter was at a time. */
    record Sample(long value, long millis) {
        /** How much it grew in a second. */
        double rateSince(Sample earlier) {
            return (value - earlier.value) * 1_000.0 / (millis - earlier.millis);
        }
    }

    Sampler(Administration broker, Census census, LongSupplier millis) {
        this.broker = broker;
        this.census = census;
        this.millis = millis;
        Samples none = new Samples(System.nanoTime(), 0, Map.of());
        this.history = List.of(none, none);
    }

    /** Takes a sample of everything. */
    synchronized void sample() {
        Map<Key, long[]> counters = new HashMap<>();
        for (VhostRoom room : broker.rooms()) {
            sample(room, counters);
        }
        counters.put(Key.node(), NodesResource.figures(broker));
        long now = millis.getAsLong();
        watched.values().removeIf(asked -> now - asked > FORGET_MILLIS);
        List<Samples> all = new ArrayList<>();
        all.add(new Samples(System.nanoTime(), now - now % INTERVAL_MILLIS, counters));
        all.add(history.get(0));
        // Those that were last but one a moment ago lose what nobody asks about.
        history.stream().skip(1).limit(1).map(this::kept).forEach(all::add);
        history.stream().skip(2).limit(KEPT - all.size()).forEach(all::add);
        history = List.copyOf(all);
    }

    private Samples kept(Samples samples) {
        Map<Key, long[]> counters = new HashMap<>();
        samples.counters.forEach((key, values) -> {
            if (key.isTotal() || watched.containsKey(key)) {
                counters.put(key, values);
            }
        });
        return new Samples(samples.nanos, samples.millis, counters);
    }

    /** Keeps the history of something from now on, if there is room. */
    void watch(Key key) {
        if (!key.isTotal() && (watched.size() < MAX_WATCHED || watched.containsKey(key))) {
            watched.put(key, millis.getAsLong());
        }
    }

    /** What a counter was, or the sum of those of several things, at each step back from now as far as it is known. */
    List<Sample> samples(List<Key> keys, int counter, Ranges.Range range) {
        List<Samples> known = history;
        long now = millis.getAsLong();
        long newest = now - now % range.stepMillis();
        List<Sample> found = new ArrayList<>();
        int at = 0;
        for (long time = newest; time >= newest - range.ageMillis(); time -= range.stepMillis()) {
            while (at < known.size() && known.get(at).millis > time) {
                at++;
            }
            OptionalLong value = at == known.size() ? OptionalLong.empty() : sum(known.get(at), keys, counter);
            if (value.isEmpty()) {
                break;
            }
            found.add(new Sample(value.getAsLong(), time));
        }
        return found;
    }

    private static OptionalLong sum(Samples samples, List<Key> keys, int counter) {
        return keys.stream()
                .map(samples.counters::get)
                .filter(values -> values != null && counter < values.length)
                .mapToLong(values -> values[counter])
                .reduce(Long::sum);
    }

    private void sample(VhostRoom room, Map<Key, long[]> counters) {
        String vhost = room.name();
        long messages = 0;
        long ready = 0;
        long unacked = 0;
        for (QueueFacts queue : census.queues(room)) {
            messages += queue.messages();
            ready += queue.ready();
            unacked += queue.unacked();
            if (queue.traffic().publish() > 0 || queue.messages() > 0) {
                counters.put(
                        Key.queue(vhost, queue.name()),
                        vector(queue.traffic(), queue.messages(), queue.ready(), queue.unacked()));
            }
        }
        counters.put(Key.vhost(vhost), vector(census.traffic(room), messages, ready, unacked));
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
        List<Samples> known = history;
        Samples now = known.get(0);
        Samples then = known.get(1);
        long[] after = now.counters.get(key);
        double seconds = (now.nanos - then.nanos) / NANOS;
        if (after == null || seconds <= 0 || counter >= after.length) {
            return 0;
        }
        long[] earlier = then.counters.get(key);
        long grown = after[counter] - (earlier == null ? 0 : earlier[counter]);
        return Math.round(grown / seconds * 10) / 10.0;
    }
}
