package dev.touchstone.suite.model;

import dev.touchstone.suite.script.Event;
import dev.touchstone.suite.script.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Publishing, consuming, settling. Everything is checked before anything changes. */
final class Traffic {
    private static final long MOST_TTL = 315_360_000_000L;

    private final State state;
    private final Queues queues;
    private final Topology topology;

    Traffic(State state, Queues queues, Topology topology) {
        this.state = state;
        this.queues = queues;
        this.topology = topology;
    }

    // --- publishing -------------------------------------------------------------------------------------------------

    void publish(Step step, ModelChannel channel, Turn turn) {
        ModelExchange exchange = state.exchange(step.operand(0));
        if (exchange.internal()) {
            throw Refusal.channel(403);
        }
        Message message = message(step);
        List<String> targets = exchange.name().isEmpty()
                ? message.keys()
                : state.route(exchange.name(), message.keys(), message.headers()).stream()
                        .map(queue -> queue.name)
                        .toList();
        ModelChannel.Waiting publish = new ModelChannel.Waiting(message, step.flag("mandatory"), targets);
        if (channel.mode() == ModelChannel.Mode.TX) {
            channel.waiting.add(publish);
            return;
        }
        boolean taken = deliver(publish, channel, turn);
        if (channel.mode() == ModelChannel.Mode.CONFIRM) {
            Event.Kind answer = taken ? Event.Kind.CONFIRMED : Event.Kind.REFUSED;
            turn.emit(Event.of(channel.where, answer, message.id()));
        }
    }

    /** To its queues, those of that name that there are now; false if one refuses it. */
    private boolean deliver(ModelChannel.Waiting publish, ModelChannel channel, Turn turn) {
        Message message = publish.message();
        List<ModelQueue> targets = present(publish.queues());
        if (targets.isEmpty() && publish.mandatory()) {
            turn.emit(Event.of(channel.where, Event.Kind.RETURN, "312", message.id()));
        }
        boolean taken = true;
        for (ModelQueue queue : targets) {
            taken &= queues.enqueue(queue, message, "channel " + channel.where, turn);
        }
        return taken;
    }

    private List<ModelQueue> present(List<String> names) {
        return names.stream()
                .distinct()
                .filter(state.queues::containsKey)
                .map(state.queues::get)
                .toList();
    }

    private static Message message(Step step) {
        Map<String, Object> options = step.arguments();
        Set<String> shown = new LinkedHashSet<>(List.of(step.operand(1)));
        shown.addAll(keys(options.get("cc")));
        List<String> all = new ArrayList<>(shown);
        keys(options.get("bcc")).stream().filter(key -> !all.contains(key)).forEach(all::add);
        Map<String, Object> headers = new LinkedHashMap<>();
        if (options.get("headers") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> headers.put(String.valueOf(name), value));
        }
        if (options.get("cc") instanceof List<?> cc) {
            headers.put("CC", cc);
        }
        long mode = options.get("delivery-mode") instanceof Long number ? number : 1;
        if (mode != 1 && mode != 2) {
            throw Refusal.channel(406);
        }
        long size = options.get("size") instanceof Long number ? number : 0;
        return new Message(
                step.operand(2),
                Math.max(size, step.operand(2).length()),
                step.operand(0),
                List.copyOf(all),
                List.copyOf(shown),
                headers,
                options.get("priority") instanceof Long number ? number : 0,
                Optional.ofNullable(options.get("expiration")).map(value -> expiration(String.valueOf(value))),
                List.of());
    }

    private static List<String> keys(@org.jspecify.annotations.Nullable Object list) {
        if (list == null) {
            return List.of();
        }
        if (!(list instanceof List<?> all)) {
            throw Refusal.channel(406);
        }
        return all.stream()
                .filter(String.class::isInstance)
                .map(String::valueOf)
                .toList();
    }

    private static long expiration(String text) {
        if (!text.matches("\\+?[0-9]{1,15}") || Long.parseLong(text) > MOST_TTL) {
            throw Refusal.channel(406);
        }
        return Long.parseLong(text);
    }

    // --- consuming --------------------------------------------------------------------------------------------------

    void get(Step step, ModelChannel channel, Turn turn) {
        ModelQueue queue = state.queue(step.operand(0), step);
        if (queue.isEmpty()) {
            turn.emit(Event.of(channel.where, Event.Kind.EMPTY));
            return;
        }
        Entry entry = queue.take();
        channel.deliver(queue, entry, null, step.flag("no-ack"));
        Event got = Event.of(channel.where, Event.Kind.GOT, entry.message().id());
        queues.dropExpired(queue, turn);
        turn.emit(Queues.describe(got, entry).with("left", (long) queue.size()));
    }

    void consume(Step step, ModelChannel channel, Turn turn) {
        String tag = step.operand(1);
        if (channel.consumers.containsKey(tag)) {
            throw Refusal.connection(530);
        }
        ModelQueue queue = state.queue(step.operand(0), step);
        Object priority = step.arguments().getOrDefault("x-priority", 0L);
        if (!(priority instanceof Long rank)) {
            throw Refusal.channel(406);
        }
        boolean taken = queue.consumers.stream().anyMatch(ModelConsumer::exclusive);
        if (taken || (step.flag("exclusive") && (queue.isSingleActive() || !queue.consumers.isEmpty()))) {
            throw Refusal.channel(403);
        }
        ModelConsumer consumer = new ModelConsumer(
                tag, channel, queue, step.flag("no-ack"), step.flag("exclusive"), channel.prefetch(), rank);
        channel.consumers.put(tag, consumer);
        queue.join(consumer);
        turn.emit(Event.of(channel.where, Event.Kind.OK));
        queues.pump(queue, turn);
    }

    void cancel(Step step, ModelChannel channel, Turn turn) {
        ModelConsumer consumer = channel.consumers.remove(step.operand(0));
        turn.emit(Event.of(channel.where, Event.Kind.OK));
        if (consumer != null) {
            leave(consumer, turn);
            watchHandOver(consumer.queue(), turn);
            handOver(List.of(consumer.queue()), turn);
        }
    }

    /** RabbitMQ 3.10.8 leaves what waits where it is, and its queue breaks down at the next publish. */
    private static void watchHandOver(ModelQueue queue, Turn turn) {
        if (queue.isSingleActive()
                && !queue.isEmpty()
                && !queue.readyConsumers().isEmpty()) {
            turn.race();
        }
    }

    /** The next single active consumer takes what waits. */
    private void handOver(List<ModelQueue> left, Turn turn) {
        left.stream()
                .distinct()
                .filter(queue -> queue.isSingleActive() && state.queues.get(queue.name) == queue)
                .forEach(queue -> queues.pump(queue, turn));
    }

    private void leave(ModelConsumer consumer, Turn turn) {
        ModelQueue queue = consumer.queue();
        queue.leave(consumer);
        if (queue.autoDelete && queue.consumers.isEmpty()) {
            topology.drop(queue, turn);
            turn.gone(queue.name);
        }
    }

    void qos(Step step, ModelChannel channel, Turn turn) {
        if (step.arguments().getOrDefault("size", 0L) instanceof Long size && size != 0) {
            throw Refusal.connection(540);
        }
        int count = Integer.parseInt(step.operand(0));
        if (step.flag("global")) {
            if (!channel.settling.isEmpty()) {
                turn.race();
            }
            channel.limit(count);
        } else {
            channel.prefetch(count);
        }
        turn.emit(Event.of(channel.where, Event.Kind.OK));
        queues.resume(channel, turn);
    }

    // --- settling ---------------------------------------------------------------------------------------------------

    void settle(Step step, ModelChannel channel, boolean ack, Turn turn) {
        String reference = step.operand(0);
        long tag = reference.startsWith("#")
                ? Long.parseLong(reference.substring(1))
                : channel.lastTags().getOrDefault(reference, -1L);
        List<Held> deliveries = channel.settle(tag, step.flag("multiple"));
        ModelChannel.Settling settling = new ModelChannel.Settling(deliveries, ack, step.flag("requeue"));
        if (channel.mode() == ModelChannel.Mode.TX) {
            channel.settling.add(settling);
        } else {
            apply(settling, channel, turn);
        }
    }

    /**
     * Of a queue that is gone while another one has its name: RabbitMQ gives the other one what was meant for it, which then settles or requeues a message
     * of its own, or breaks down.
     */
    private void watchNamesakes(List<Held> deliveries, Turn turn) {
        if (deliveries.stream().anyMatch(this::isOfANamesake)) {
            turn.race();
        }
    }

    private boolean isOfANamesake(Held held) {
        ModelQueue now = state.queues.get(held.queue().name);
        return now != null && now != held.queue();
    }

    private void apply(ModelChannel.Settling settling, ModelChannel channel, Turn turn) {
        watchNamesakes(settling.deliveries(), turn);
        List<Queues.Letter> letters = List.of();
        if (!settling.ack() && settling.requeue()) {
            queues.requeue(settling.deliveries(), "channel " + channel.where, turn);
        } else {
            queues.watchPriorities(settling.deliveries(), turn);
            letters = settling.ack() ? List.of() : queues.reject(settling.deliveries(), turn);
        }
        channel.release(settling.deliveries());
        queues.resume(channel, turn);
        letters.forEach(letter -> queues.arrive(letter, turn));
    }

    void recover(Step step, ModelChannel channel, Turn turn) {
        if (!step.flag("requeue")) {
            throw Refusal.connection(540);
        }
        List<Held> all = List.copyOf(channel.held());
        channel.held().clear();
        watchNamesakes(all, turn);
        turn.emit(Event.of(channel.where, Event.Kind.OK));
        queues.requeue(all, "channel " + channel.where, turn);
        channel.release(all);
        queues.resume(channel, turn);
    }

    // --- transactions -----------------------------------------------------------------------------------------------

    static void inTransaction(ModelChannel channel) {
        if (channel.mode() != ModelChannel.Mode.TX) {
            throw Refusal.channel(406);
        }
    }

    /** Publishes, then settlements; a queue that refuses a publish fails the commit, but undoes nothing (TX-08). */
    boolean commit(ModelChannel channel, Turn turn) {
        boolean taken = true;
        List<ModelChannel.Waiting> publishes = List.copyOf(channel.waiting);
        channel.waiting.clear();
        // RabbitMQ's queues may see the acks before the publishes of one commit.
        boolean meets = channel.settling.stream()
                .filter(ModelChannel.Settling::ack)
                .flatMap(settling -> settling.deliveries().stream())
                .anyMatch(held ->
                        publishes.stream().anyMatch(publish -> publish.queues().contains(held.queue().name)));
        if (meets) {
            turn.race();
        }
        for (ModelChannel.Waiting publish : publishes) {
            taken &= deliver(publish, channel, turn);
        }
        while (!channel.settling.isEmpty()) {
            apply(channel.nextSettling(), channel, turn);
        }
        return taken;
    }

    // --- ends -------------------------------------------------------------------------------------------------------

    /** A channel, or all of a connection, goes: consumers first, then what was held returns to its queues (CHAN-09). */
    void close(Collection<ModelChannel> channels, Turn turn) {
        for (ModelChannel channel : channels) {
            watchLosses(channel, channels, turn);
        }
        List<ModelQueue> left = new ArrayList<>();
        for (ModelChannel channel : channels) {
            List<ModelConsumer> leaving = List.copyOf(channel.consumers.values());
            channel.consumers.clear();
            leaving.forEach(consumer -> leave(consumer, turn));
            leaving.forEach(consumer -> left.add(consumer.queue()));
        }
        for (ModelChannel channel : channels) {
            channel.rollback();
            List<Held> all = List.copyOf(channel.held());
            channel.held().clear();
            queues.requeue(all, "channel " + channel.where, turn);
        }
        handOver(left, turn);
    }

    /** What one channel gives back, or leaves to the next, another one of the same connection may still get. */
    private static void watchLosses(ModelChannel channel, Collection<ModelChannel> others, Turn turn) {
        boolean taken = others.stream()
                .filter(other -> other != channel)
                .flatMap(other -> other.consumers.values().stream())
                .anyMatch(consumer -> channel.held().stream().anyMatch(held -> held.queue() == consumer.queue())
                        || channel.consumers.values().stream()
                                .anyMatch(one -> one.queue() == consumer.queue()
                                        && one.queue().isSingleActive()));
        if (taken) {
            turn.race();
        }
    }
}
