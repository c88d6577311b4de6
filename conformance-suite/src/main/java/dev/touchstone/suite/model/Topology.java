package dev.touchstone.suite.model;

import dev.touchstone.suite.script.Event;
import dev.touchstone.suite.script.Step;
import dev.touchstone.suite.script.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Declaring, binding and deleting. Everything is checked before anything changes. */
final class Topology {
    private static final Set<String> TYPES = Set.of("direct", "fanout", "topic", "headers");
    private static final List<String> COMPARED = List.of(
            "x-message-ttl",
            "x-max-length",
            "x-max-length-bytes",
            "x-max-priority",
            "x-overflow",
            "x-dead-letter-exchange",
            "x-dead-letter-routing-key",
            ModelQueue.EXPIRES,
            ModelQueue.SINGLE_ACTIVE);
    private static final List<String> NUMBERS =
            List.of("x-message-ttl", "x-max-length", "x-max-length-bytes", "x-max-priority", ModelQueue.EXPIRES);
    private static final Set<String> OVERFLOWS = Set.of("drop-head", "reject-publish", "reject-publish-dlx");

    private final State state;

    Topology(State state) {
        this.state = state;
    }

    // --- exchanges --------------------------------------------------------------------------------------------------

    void declareExchange(Step step) {
        String name = step.operand(0);
        if (step.flag("passive")) {
            notDefault(name);
            state.exchange(name);
            return;
        }
        if (!TYPES.contains(step.operand(1))) {
            throw Refusal.connection(503);
        }
        notDefault(name);
        ModelExchange asked = new ModelExchange(
                name,
                step.operand(1),
                step.flag("durable"),
                step.flag("auto-delete"),
                step.flag("internal"),
                step.arguments());
        ModelExchange existing = state.exchanges.get(name);
        if (existing == null) {
            notReserved(name);
            Object alternate = asked.arguments().get(ModelExchange.ALTERNATE);
            if (alternate != null && !(alternate instanceof String)) {
                throw Refusal.channel(406);
            }
            state.exchanges.put(name, asked);
        } else if (!isEquivalent(existing, asked)) {
            throw Refusal.channel(406);
        }
    }

    private static boolean isEquivalent(ModelExchange one, ModelExchange other) {
        return one.type().equals(other.type())
                && one.durable() == other.durable()
                && one.autoDelete() == other.autoDelete()
                && one.internal() == other.internal()
                && same(one.arguments(), other.arguments(), ModelExchange.ALTERNATE);
    }

    private static boolean same(Map<String, Object> one, Map<String, Object> other, String name) {
        return Optional.ofNullable(one.get(name)).equals(Optional.ofNullable(other.get(name)));
    }

    void deleteExchange(Step step) {
        String name = step.operand(0);
        notDefault(name);
        notReserved(name);
        boolean used =
                state.bindings.stream().anyMatch(binding -> binding.source().equals(name));
        if (step.flag("if-unused") && used) {
            throw Refusal.channel(406);
        }
        if (state.exchanges.remove(name) != null) {
            removeBindings(state.bindings.stream()
                    .filter(binding -> binding.source().equals(name)
                            || (!binding.toQueue() && binding.destination().equals(name)))
                    .toList());
        }
    }

    private static void notDefault(String exchange) {
        if (exchange.isEmpty()) {
            throw Refusal.channel(403);
        }
    }

    private static void notReserved(String name) {
        if (name.startsWith("amq.")) {
            throw Refusal.channel(403);
        }
    }

    // --- queues -----------------------------------------------------------------------------------------------------

    Event declareQueue(Step step) {
        String name = step.operand(0);
        if (step.flag(Verb.SERVER_NAMED)) {
            check(step.arguments());
            state.serverNamed.add(name);
            state.queues.put(name, asked(step));
        } else if (!step.flag("passive")) {
            notReserved(name);
            // Nobody may declare a name that begins with amq., though it be there (QUEUE-03).
            if (state.serverNamed.contains(name)) {
                throw Refusal.channel(403);
            }
            ModelQueue existing = state.queues.get(name);
            if (existing == null) {
                check(step.arguments());
                state.queues.put(name, asked(step));
            } else {
                assertEquivalent(existing, step);
            }
        }
        ModelQueue queue = state.queue(name, step);
        return Event.of(step.where(), Event.Kind.OK)
                .with("messages", (long) queue.size())
                .with("consumers", (long) queue.consumers.size());
    }

    private static ModelQueue asked(Step step) {
        return new ModelQueue(
                step.operand(0),
                step.flag("durable"),
                step.flag("exclusive") ? step.client() : "",
                step.flag("auto-delete"),
                step.arguments());
    }

    /** Exclusivity first (QUEUE-12), then the rest. */
    private static void assertEquivalent(ModelQueue existing, Step step) {
        ModelQueue asked = asked(step);
        if (!existing.owner.equals(asked.owner)) {
            throw Refusal.channel(405);
        }
        if (existing.durable != asked.durable
                || existing.autoDelete != asked.autoDelete
                || COMPARED.stream().anyMatch(name -> !same(existing.arguments, asked.arguments, name))) {
            throw Refusal.channel(406);
        }
    }

    /** QUEUE-19, as far as scripts say such things. */
    private static void check(Map<String, Object> arguments) {
        boolean wrong = NUMBERS.stream()
                .map(arguments::get)
                .anyMatch(value -> value != null && !(value instanceof Long number && number >= 0));
        wrong |= arguments.get(ModelQueue.EXPIRES) instanceof Long time && time == 0;
        Object single = arguments.get(ModelQueue.SINGLE_ACTIVE);
        wrong |= single != null && !(single instanceof Boolean);
        wrong |= arguments.get("x-max-priority") instanceof Long most && most > 255;
        Object overflow = arguments.get("x-overflow");
        wrong |= overflow != null && !(overflow instanceof String word && OVERFLOWS.contains(word));
        wrong |= arguments.containsKey("x-dead-letter-routing-key") && !arguments.containsKey("x-dead-letter-exchange");
        if (wrong) {
            throw Refusal.channel(406);
        }
    }

    long deleteQueue(Step step, Turn turn) {
        String name = step.operand(0);
        if (!state.queues.containsKey(name)) {
            return 0;
        }
        ModelQueue queue = state.queue(name, step);
        if ((step.flag("if-unused") && !queue.consumers.isEmpty()) || (step.flag("if-empty") && !queue.isEmpty())) {
            throw Refusal.channel(406);
        }
        long count = queue.size();
        drop(queue, turn);
        return count;
    }

    /** The queue is gone: its consumers are told, its bindings go, nothing is dead-lettered (DLX-16). */
    void drop(ModelQueue queue, Turn turn) {
        state.queues.remove(queue.name);
        for (ModelConsumer consumer : queue.consumers) {
            consumer.channel().consumers.remove(consumer.tag());
            turn.emit(Event.of(consumer.channel().where, Event.Kind.CANCELLED, consumer.tag()));
        }
        queue.consumers.clear();
        removeBindings(state.bindings.stream()
                .filter(binding -> binding.toQueue() && binding.destination().equals(queue.name))
                .toList());
    }

    // --- bindings ---------------------------------------------------------------------------------------------------

    void bindQueue(Step step) {
        notDefault(step.operand(1));
        ModelExchange source = state.exchange(step.operand(1));
        if (state.queues.containsKey(step.operand(0))) {
            checkMatch(source, step);
        }
        state.queue(step.operand(0), step);
        add(step.operand(1), step.operand(0), true, step);
    }

    void bindExchange(Step step) {
        notDefault(step.operand(0));
        notDefault(step.operand(1));
        ModelExchange source = state.exchange(step.operand(1));
        state.exchange(step.operand(0));
        checkMatch(source, step);
        add(step.operand(1), step.operand(0), false, step);
    }

    /** What is missing comes before this, a lock after it. */
    private static void checkMatch(ModelExchange source, Step step) {
        Object match = step.arguments().get("x-match");
        if (source.type().equals("headers") && match != null && !Matching.isHeadersMatch(match)) {
            throw Refusal.channel(406);
        }
    }

    private void add(String source, String destination, boolean toQueue, Step step) {
        ModelBinding binding = new ModelBinding(source, destination, toQueue, step.operand(2), step.arguments());
        if (!state.bindings.contains(binding)) {
            state.bindings.add(binding);
        }
    }

    void unbindQueue(Step step) {
        notDefault(step.operand(1));
        ModelBinding binding =
                new ModelBinding(step.operand(1), step.operand(0), true, step.operand(2), step.arguments());
        if (state.bindings.contains(binding)) {
            state.queue(step.operand(0), step);
            removeBindings(List.of(binding));
        }
    }

    void unbindExchange(Step step) {
        notDefault(step.operand(0));
        notDefault(step.operand(1));
        removeBindings(
                List.of(new ModelBinding(step.operand(1), step.operand(0), false, step.operand(2), step.arguments())));
    }

    /** An auto-delete exchange goes with its last binding (EXCH-12), and takes bindings along. */
    private void removeBindings(List<ModelBinding> removed) {
        List<ModelBinding> present =
                removed.stream().filter(state.bindings::contains).toList();
        state.bindings.removeAll(present);
        List<String> sources = new ArrayList<>(
                present.stream().map(ModelBinding::source).distinct().toList());
        for (String source : sources) {
            ModelExchange exchange = state.exchanges.get(source);
            boolean used =
                    state.bindings.stream().anyMatch(binding -> binding.source().equals(source));
            if (exchange != null && exchange.autoDelete() && !used) {
                state.exchanges.remove(source);
                removeBindings(state.bindings.stream()
                        .filter(binding ->
                                !binding.toQueue() && binding.destination().equals(source))
                        .toList());
            }
        }
    }
}
