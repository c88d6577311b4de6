package dev.touchstone.suite.model;

import dev.touchstone.suite.script.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All that a virtual host and its clients are. */
final class State {
    final Map<String, ModelExchange> exchanges = new TreeMap<>();
    final Map<String, ModelQueue> queues = new TreeMap<>();
    /** What scripts call queues that the broker named, those that are gone included. */
    final Set<String> serverNamed = new HashSet<>();

    final List<ModelBinding> bindings = new ArrayList<>();
    final Map<String, ModelPolicy> policies = new TreeMap<>();
    /** Open channels by client. */
    final Map<String, Map<String, ModelChannel>> clients = new TreeMap<>();

    private long now;

    State() {
        predeclare("", "direct");
        predeclare("amq.direct", "direct");
        predeclare("amq.fanout", "fanout");
        predeclare("amq.topic", "topic");
        predeclare("amq.headers", "headers");
        predeclare("amq.match", "headers");
    }

    private void predeclare(String name, String type) {
        exchanges.put(name, new ModelExchange(name, type, true, false, false, Map.of()));
    }

    long now() {
        return now;
    }

    /** When the next head of a queue expires that has not yet, or never. */
    long nextExpiry() {
        return queues.values().stream()
                .filter(queue -> !queue.isEmpty())
                .mapToLong(queue -> queue.head().expiresAt())
                .filter(time -> time > now)
                .min()
                .orElse(Entry.NEVER);
    }

    void advance(long millis) {
        now += millis;
    }

    /** The channel of that step; using one that is not open closes the connection (CHAN-02). */
    ModelChannel channel(Step step) {
        ModelChannel channel = clients.getOrDefault(step.client(), Map.of()).get(step.where());
        if (channel == null) {
            throw Refusal.connection(504);
        }
        return channel;
    }

    ModelExchange exchange(String name) {
        return Optional.ofNullable(exchanges.get(name)).orElseThrow(() -> Refusal.channel(404));
    }

    /** A queue that exists and that the client of the step may use (QUEUE-09). */
    ModelQueue queue(String name, Step step) {
        ModelQueue queue = Optional.ofNullable(queues.get(name)).orElseThrow(() -> Refusal.channel(404));
        if (!queue.owner.isEmpty() && !queue.owner.equals(step.client())) {
            throw Refusal.channel(405);
        }
        return queue;
    }

    /** The one policy that applies: of those that match, the one of highest priority. */
    Map<String, Object> policyOf(String objects, String name) {
        return policies.values().stream()
                .filter(policy -> policy.appliesTo(objects, name))
                .max(java.util.Comparator.comparingLong(ModelPolicy::priority))
                .map(ModelPolicy::definition)
                .orElse(Map.of());
    }

    /** A number of a queue's arguments and its policy: the smaller one (POLICY-05). */
    Optional<Long> least(ModelQueue queue, String name) {
        Object argument = queue.arguments.get("x-" + name);
        Object policy = policyOf("queues", queue.name).get(name);
        if (argument instanceof Long one && policy instanceof Long other) {
            return Optional.of(Math.min(one, other));
        }
        return argument instanceof Long one
                ? Optional.of(one)
                : policy instanceof Long other ? Optional.of(other) : Optional.empty();
    }

    /** A word of a queue's arguments, or else of its policy. */
    Optional<String> word(ModelQueue queue, String name) {
        Object argument = queue.arguments.get("x-" + name);
        Object value = argument == null ? policyOf("queues", queue.name).get(name) : argument;
        return Optional.ofNullable(value).map(String::valueOf);
    }

    Optional<String> alternate(ModelExchange exchange) {
        Object argument = exchange.arguments().get(ModelExchange.ALTERNATE);
        Object value =
                argument == null ? policyOf("exchanges", exchange.name()).get(ModelExchange.ALTERNATE) : argument;
        return Optional.ofNullable(value).map(String::valueOf);
    }

    /** The queues that a message published there reaches, each once. */
    List<ModelQueue> route(String exchange, List<String> keys, Map<String, Object> headers) {
        Map<String, ModelQueue> reached = new LinkedHashMap<>();
        if (exchange.isEmpty()) {
            keys.stream().filter(queues::containsKey).forEach(key -> reached.put(key, queues.get(key)));
            return List.copyOf(reached.values());
        }
        List<String> exchangesToVisit = new ArrayList<>(List.of(exchange));
        for (int i = 0; i < exchangesToVisit.size(); i++) {
            ModelExchange here = exchanges.get(exchangesToVisit.get(i));
            List<ModelBinding> open = here == null ? List.of() : matching(here, keys, headers);
            List<String> next = new ArrayList<>();
            for (ModelBinding binding : open) {
                if (binding.toQueue()) {
                    reached.put(binding.destination(), queues.get(binding.destination()));
                } else {
                    next.add(binding.destination());
                }
            }
            if (here != null && open.isEmpty()) {
                alternate(here).ifPresent(next::add);
            }
            next.stream()
                    .filter(name -> !exchangesToVisit.contains(name))
                    .distinct()
                    .forEach(exchangesToVisit::add);
        }
        return List.copyOf(reached.values());
    }

    private List<ModelBinding> matching(ModelExchange exchange, List<String> keys, Map<String, Object> headers) {
        return bindings.stream()
                .filter(binding -> binding.source().equals(exchange.name()))
                .filter(binding -> switch (exchange.type()) {
                    case "direct" -> keys.contains(binding.key());
                    case "fanout" -> true;
                    case "topic" -> keys.stream().anyMatch(key -> Matching.topic(binding.key(), onTheBroker(key)));
                    default -> Matching.headers(binding.arguments(), headers);
                })
                .toList();
    }

    /** The name of a queue that the broker named is two words there; letters of that queue have it as their key. */
    private String onTheBroker(String key) {
        return serverNamed.contains(key) ? "amq.gen-" + key : key;
    }
}
