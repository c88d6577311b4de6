package dev.touchstone.suite.scenario;

import dev.touchstone.suite.model.View;
import dev.touchstone.suite.script.Step;
import dev.touchstone.suite.script.Verb;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The details of steps, drawn from few values so that they meet often. */
final class Palette {
    static final long SHORT_TTL = 800;
    /** Long after a queue without users has gone, since who asks too early whether it has keeps it. */
    static final String WAIT = "1100ms";

    private static final long SHORT_LIFE_OF_A_QUEUE = 600;
    private static final List<String> TYPES = List.of("direct", "fanout", "topic", "headers");
    private static final List<String> WORDS = List.of("a", "b", "*", "#");

    private final Random random;
    private final Set<Feature> features;
    private final int queues;
    private final int exchanges;
    private final Map<String, Step> declared = new HashMap<>();
    private int messages;
    private int consumers;
    private int serverNamed;

    Palette(Random random, Set<Feature> features) {
        this.random = random;
        this.features = features;
        this.queues = 1 + random.nextInt(4);
        this.exchanges = 1 + random.nextInt(3);
    }

    boolean has(Feature feature) {
        return features.contains(feature);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    String message() {
        return "m" + ++messages;
    }

    String consumerTag() {
        return "c" + ++consumers;
    }

    String queue() {
        return "q" + (1 + random.nextInt(queues));
    }

    String exchange() {
        return chance(15) ? "amq." + pick(TYPES) : "e" + (1 + random.nextInt(exchanges));
    }

    String ownExchange() {
        return "e" + (1 + random.nextInt(exchanges));
    }

    /** A queue that is there and that this client may use, most of the time. */
    String queueFor(String client, View view) {
        List<String> there = view.queues().stream()
                .filter(queue -> queue.owner().isEmpty() || queue.owner().equals(client))
                .map(View.QueueFacts::name)
                .toList();
        return there.isEmpty() || (has(Feature.ERRORS) && chance(4)) ? queue() : pick(there);
    }

    String key() {
        if (has(Feature.TOPICS) && chance(60)) {
            return dotted(List.of("a", "b"));
        }
        return pick(List.of("k1", "k2"));
    }

    String bindingKey(String type) {
        return type.equals("topic") ? dotted(WORDS) : key();
    }

    private String dotted(List<String> words) {
        StringBuilder text = new StringBuilder(pick(words));
        for (int more = random.nextInt(3); more > 0; more--) {
            text.append('.').append(pick(words));
        }
        return text.toString();
    }

    // --- declarations -----------------------------------------------------------------------------------------------

    /** Mostly as it was declared before. */
    Step declareQueue(String where, String name) {
        Step before = declared.get(name);
        if (before != null && !(has(Feature.ERRORS) && chance(10))) {
            return before.at(where);
        }
        Step declare = newQueue(where, name);
        declared.put(name, declare);
        return declare;
    }

    private Step newQueue(String where, String name) {
        Step declare = Step.of(where, Verb.QUEUE_DECLARE, name);
        if (chance(20)) {
            declare = declare.with("durable", true);
        }
        if (has(Feature.EXCLUSIVE) && chance(30)) {
            declare = declare.with("exclusive", true);
        }
        if (has(Feature.AUTO_DELETE) && chance(30)) {
            declare = declare.with("auto-delete", true);
        }
        for (Map.Entry<String, Object> argument : queueArguments().entrySet()) {
            declare = declare.with(argument.getKey(), argument.getValue());
        }
        return declare;
    }

    /** A queue that the broker names, under a name that no script had before. */
    Step declareServerNamed(String where) {
        Step declare = newQueue(where, "s" + ++serverNamed);
        return declare.with(Verb.SERVER_NAMED, true);
    }

    void forget(String queue) {
        declared.remove(queue);
    }

    private Map<String, Object> queueArguments() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (has(Feature.LIMITS) && chance(50)) {
            if (chance(75)) {
                arguments.put("x-max-length", (long) random.nextInt(4));
            } else {
                arguments.put("x-max-length-bytes", 5L + random.nextInt(20));
            }
            if (chance(50)) {
                arguments.put("x-overflow", pick(List.of("drop-head", "reject-publish", "reject-publish-dlx")));
            }
        }
        if (has(Feature.PRIORITIES) && chance(50)) {
            arguments.put("x-max-priority", (long) pick(List.of(0, 1, 5, 10)));
        }
        if (has(Feature.EXPIRY) && chance(50)) {
            arguments.put("x-message-ttl", pick(List.of(0L, SHORT_TTL, 600_000L)));
        }
        if (has(Feature.EXPIRY) && chance(30)) {
            arguments.put("x-expires", pick(List.of(SHORT_LIFE_OF_A_QUEUE, 600_000L)));
        }
        if (has(Feature.SINGLE_ACTIVE) && chance(50)) {
            arguments.put("x-single-active-consumer", true);
        }
        if (has(Feature.DEAD_LETTERS) && chance(70)) {
            boolean direct = chance(60);
            arguments.put("x-dead-letter-exchange", direct ? "" : exchange());
            if (direct || chance(40)) {
                arguments.put("x-dead-letter-routing-key", direct ? queue() : key());
            }
        }
        return arguments;
    }

    Step declareExchange(String where, String name) {
        Step before = declared.get(name);
        if (before != null && !(has(Feature.ERRORS) && chance(10))) {
            return before.at(where);
        }
        Step declare = Step.of(where, Verb.EXCHANGE_DECLARE, name, exchangeType());
        if (has(Feature.AUTO_DELETE) && chance(30)) {
            declare = declare.with("auto-delete", true);
        }
        if (chance(8)) {
            declare = declare.with("internal", true);
        }
        if (has(Feature.ALTERNATES) && chance(50)) {
            declare = declare.with("alternate-exchange", exchange());
        }
        declared.put(name, declare);
        return declare;
    }

    private String exchangeType() {
        if (has(Feature.HEADERS) && chance(40)) {
            return "headers";
        }
        return has(Feature.TOPICS) && chance(50) ? "topic" : pick(List.of("direct", "fanout"));
    }

    Step withHeaders(Step bind, String type) {
        if (!type.equals("headers")) {
            return bind;
        }
        Step changed =
                chance(70) ? bind.with("x-match", pick(List.of("all", "any", "all-with-x", "any-with-x"))) : bind;
        for (Map.Entry<String, Object> header : headers().entrySet()) {
            changed = changed.with(header.getKey(), header.getValue());
        }
        return changed;
    }

    private Map<String, Object> headers() {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (String name : List.of("h1", "h2", "x-h3")) {
            if (chance(45)) {
                headers.put(name, pick(List.of(1L, 2L, "one", true)));
            }
        }
        return headers;
    }

    // --- publishing -------------------------------------------------------------------------------------------------

    Step publish(String where, View view) {
        boolean direct = chance(55) || view.queueNames().isEmpty();
        String exchange = direct ? "" : exchangeToPublishTo(view);
        String key = direct
                ? (chance(95) && !view.queueNames().isEmpty() ? pick(List.copyOf(view.queueNames())) : queue())
                : key();
        Step publish = Step.of(where, Verb.PUBLISH, exchange, key, message());
        if (has(Feature.MANDATORY) && chance(40)) {
            publish = publish.with("mandatory", true);
        }
        if (has(Feature.PRIORITIES) && chance(70)) {
            publish = publish.with("priority", (long) pick(List.of(0, 1, 3, 9)));
        }
        if (has(Feature.EXPIRY) && chance(40)) {
            publish = publish.with("expiration", pick(List.of("0", Long.toString(SHORT_TTL), "600000")));
        }
        if (has(Feature.PERSISTENT) && chance(40)) {
            publish = publish.with("delivery-mode", 2L);
        }
        if (has(Feature.LIMITS) && chance(40)) {
            publish = publish.with("size", 4L + random.nextInt(12));
        }
        return withSelection(publish, exchange);
    }

    private Step withSelection(Step publish, String exchange) {
        Step changed = publish;
        if (has(Feature.HEADERS) && chance(60)) {
            changed = changed.with("headers", headers());
        }
        if (has(Feature.SENDER_SELECTED) && chance(30)) {
            String more = exchange.isEmpty() ? queue() : key();
            changed = changed.with(chance(50) ? "cc" : "bcc", List.of((Object) more));
        }
        return changed;
    }

    private String exchangeToPublishTo(View view) {
        List<String> there = view.exchangeNames().stream()
                .filter(name -> name.startsWith("e"))
                .toList();
        return there.isEmpty() || chance(15) ? "amq." + pick(TYPES) : pick(there);
    }

    Step policy(String name) {
        Step policy = Step.of("", Verb.POLICY, name, pick(List.of("^q", "^q1$", ".*")))
                .with("priority", (long) name.charAt(1));
        return switch (random.nextInt(3)) {
            case 0 -> policy.with("apply-to", "queues").with("max-length", (long) random.nextInt(4));
            case 1 -> policy.with("apply-to", "queues").with("dead-letter-exchange", exchange());
            default -> policy.with("apply-to", "exchanges").with("alternate-exchange", exchange());
        };
    }
}
