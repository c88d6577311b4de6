package dev.touchstone.suite.cases.topic;

import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A topic exchange with one queue per pattern, to see which keys reach which pattern. */
final class TopicTable {
    private final RoutingBench bench;
    private final String exchange;
    private final Map<String, String> queues = new LinkedHashMap<>();

    /** A fresh exchange; the queues are those of the bench, so that the next table on it can use them again. */
    TopicTable(RoutingBench bench) throws IOException {
        this.bench = bench;
        this.exchange = bench.exchangeAtOnce("topic");
    }

    /** Binds a queue with each pattern. */
    TopicTable bind(Iterable<String> patterns) throws IOException {
        for (String pattern : patterns) {
            String queue = bench.spareQueue(queues.size());
            bench.channel().queueBindNoWait(queue, exchange, pattern, Map.of());
            queues.put(pattern, queue);
        }
        return this;
    }

    /** Publishes each key once and returns the keys that each pattern got, in the order of publishing. */
    Map<String, List<String>> publish(Iterable<String> keys) throws IOException {
        bench.publishAll(exchange, keys);
        Map<String, List<String>> arrived = new LinkedHashMap<>();
        for (Map.Entry<String, String> queue : queues.entrySet()) {
            arrived.put(queue.getKey(), bench.drain(queue.getValue()));
        }
        return arrived;
    }

    /** Takes the exchange and with it the bindings away. */
    void clear() throws IOException {
        bench.channel().exchangeDeleteNoWait(exchange, false);
    }

    /**
     * Binds each pattern to a queue of its own, publishes all keys and expects that each pattern gets exactly the keys in its row,
     * one copy each.
     */
    static void expect(Lab lab, Map<String, List<String>> rows) throws IOException {
        Set<String> keys = new TreeSet<>();
        rows.values().forEach(keys::addAll);
        expect(lab, rows, keys);
    }

    /** The same with these keys published. */
    static void expect(Lab lab, Map<String, List<String>> rows, Set<String> keys) throws IOException {
        Map<String, List<String>> arrived =
                new TopicTable(new RoutingBench(lab)).bind(rows.keySet()).publish(new TreeSet<>(keys));
        rows.forEach((pattern, expected) -> {
            List<String> sorted = expected.stream().sorted().toList();
            if (!sorted.equals(arrived.get(pattern))) {
                throw new Finding(
                        "pattern '" + pattern + "' to get of the keys " + new TreeSet<>(keys) + " exactly " + sorted,
                        String.valueOf(arrived.get(pattern)));
            }
        });
    }
}
