package dev.touchstone.ci.hop;

import static dev.touchstone.ci.hop.HopBench.EXCHANGE;
import static dev.touchstone.ci.hop.HopBench.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.http.client.domain.BindingInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bindings. */
final class BindingCalls {
    private static final String KEY = "a.#/b";

    private BindingCalls() {}

    static Map<String, HopCall> all() {
        Map<String, HopCall> calls = new LinkedHashMap<>();
        toQueues(calls);
        toExchanges(calls);
        lists(calls);
        return calls;
    }

    private static void bind(HopBench hop) {
        hop.client().bindQueue(hop.vhost(), QUEUE, EXCHANGE, KEY);
        hop.client().bindExchange(hop.vhost(), "amq.fanout", EXCHANGE, KEY);
    }

    private static void check(HopBench hop, List<BindingInfo> found, String destination) {
        assertThat(found)
                .filteredOn(each ->
                        each.getVhost().equals(hop.vhost()) && each.getSource().equals(EXCHANGE))
                .filteredOn(each -> each.getDestination().equals(destination))
                .hasSize(1)
                .allSatisfy(each -> assertThat(each.getRoutingKey()).isEqualTo(KEY));
    }

    private static void toQueues(Map<String, HopCall> calls) {
        calls.put("bindQueue(String, String, String, String)", hop -> {
            bind(hop);
            check(hop, hop.client().getQueueBindings(hop.vhost(), QUEUE), QUEUE);
        });
        calls.put("bindQueue(String, String, String, String, Map)", hop -> {
            hop.client().bindQueue(hop.vhost(), QUEUE, EXCHANGE, KEY, Map.of("n", 1));
            assertThat(hop.client()
                            .getQueueBindingsBetween(hop.vhost(), EXCHANGE, QUEUE)
                            .get(0)
                            .getArguments())
                    .containsEntry("n", 1);
        });
        calls.put("unbindQueue(String, String, String, String)", hop -> {
            hop.client().bindQueue(hop.vhost(), QUEUE, EXCHANGE, "plain");
            hop.client().unbindQueue(hop.vhost(), QUEUE, EXCHANGE, "plain");
            hop.client().unbindQueue(hop.vhost(), QUEUE, EXCHANGE, "plain");
            assertThat(hop.client().getQueueBindingsBetween(hop.vhost(), EXCHANGE, QUEUE))
                    .isEmpty();
        });
        calls.put("getQueueBindings(String, String)", hop -> {
            bind(hop);
            assertThat(hop.client().getQueueBindings(hop.vhost(), QUEUE))
                    .extracting("source")
                    .containsExactlyInAnyOrder("", EXCHANGE);
        });
        calls.put("getQueueBindingsBetween(String, String, String)", hop -> {
            bind(hop);
            check(hop, hop.client().getQueueBindingsBetween(hop.vhost(), EXCHANGE, QUEUE), QUEUE);
        });
    }

    private static void toExchanges(Map<String, HopCall> calls) {
        calls.put("bindExchange(String, String, String, String)", hop -> {
            bind(hop);
            check(hop, hop.client().getExchangeBindingsBetween(hop.vhost(), EXCHANGE, "amq.fanout"), "amq.fanout");
        });
        calls.put("bindExchange(String, String, String, String, Map)", hop -> {
            hop.client().bindExchange(hop.vhost(), "amq.fanout", EXCHANGE, KEY, Map.of("n", 1));
            assertThat(hop.client()
                            .getExchangeBindingsBetween(hop.vhost(), EXCHANGE, "amq.fanout")
                            .get(0)
                            .getArguments())
                    .containsEntry("n", 1);
        });
        calls.put("unbindExchange(String, String, String, String)", hop -> {
            hop.client().bindExchange(hop.vhost(), "amq.fanout", EXCHANGE, "plain");
            hop.client().unbindExchange(hop.vhost(), "amq.fanout", EXCHANGE, "plain");
            assertThat(hop.client().getExchangeBindingsBetween(hop.vhost(), EXCHANGE, "amq.fanout"))
                    .isEmpty();
        });
        calls.put(
                "getExchangeBindingsBetween(String, String, String)",
                hop -> assertThat(hop.client().getExchangeBindingsBetween(hop.vhost(), EXCHANGE, "amq.fanout"))
                        .isEmpty());
        calls.put("getExchangeBindingsByDestination(String, String)", hop -> {
            bind(hop);
            check(hop, hop.client().getExchangeBindingsByDestination(hop.vhost(), "amq.fanout"), "amq.fanout");
        });
    }

    private static void lists(Map<String, HopCall> calls) {
        calls.put("getBindings()", hop -> {
            bind(hop);
            check(hop, hop.client().getBindings(), QUEUE);
        });
        calls.put("getBindings(String)", hop -> {
            bind(hop);
            assertThat(hop.client().getBindings(hop.vhost())).hasSize(3);
        });
        calls.put("getBindingsBySource(String, String)", hop -> {
            bind(hop);
            check(hop, hop.client().getBindingsBySource(hop.vhost(), EXCHANGE), QUEUE);
            assertThat(hop.client().getBindingsBySource(hop.vhost(), ""))
                    .extracting("destination")
                    .containsExactly(QUEUE);
        });
    }
}
