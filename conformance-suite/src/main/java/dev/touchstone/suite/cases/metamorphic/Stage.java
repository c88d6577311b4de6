package dev.touchstone.suite.cases.metamorphic;

import dev.touchstone.suite.lab.RoutingBench;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One exchange and the queues of a {@link Scenario}, on a bench whose queues are used again by the next stage. */
final class Stage {
    private final RoutingBench bench;
    private final String exchange;
    private final List<String> queues;

    Stage(RoutingBench bench, String exchange, List<String> queues) {
        this.bench = bench;
        this.exchange = exchange;
        this.queues = queues;
    }

    /** A fresh exchange of that type, and queues of the bench. */
    static Stage of(RoutingBench bench, String type) throws IOException {
        List<String> queues = new ArrayList<>();
        for (int i = 0; i < Scenario.QUEUES; i++) {
            queues.add(bench.spareQueue(i));
        }
        return new Stage(bench, bench.exchangeAtOnce(type), queues);
    }

    String exchange() {
        return exchange;
    }

    String queue(int number) {
        return queues.get(number);
    }

    void bind(int queue, String key) throws IOException {
        bench.channel().queueBindNoWait(queue(queue), exchange, key, Map.of());
    }

    Stage bind(Scenario scenario) throws IOException {
        for (Scenario.Binding binding : scenario.bindings()) {
            bind(binding.queue(), binding.key());
        }
        return this;
    }

    /** Publishes the messages and returns what each queue got, in its order. The exchange is gone afterwards. */
    List<List<String>> play(Scenario scenario) throws IOException {
        bench.publishLetters(exchange, scenario.letters());
        List<List<String>> arrived = new ArrayList<>();
        for (String queue : queues) {
            arrived.add(bench.drain(queue));
        }
        clear();
        return arrived;
    }

    /** Takes the exchange and with it its bindings away. */
    void clear() throws IOException {
        bench.channel().exchangeDeleteNoWait(exchange, false);
    }
}
