package dev.touchstone.suite.model;

import dev.touchstone.suite.script.Event;
import dev.touchstone.suite.script.Step;
import java.util.ArrayList;
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
        List<ModelQueue> targets = state.route(exchange.name(), message.keys(), message.headers());
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

    /** To its queues, those that still exist; false if one refuses it. */
    private boolean deliver(ModelChannel.Waiting publish, ModelChannel channel, Turn turn) {
        Message message = publish.message();
        if (publish.queues().isEmpty() && publish.mandatory()) {
            turn.emit(Event.of(channel.where, Event.Kind.RETURN, "312", message.id()));
        }
        boolean taken = true;
        for (ModelQueue queue : publish.queues()) {
            if (state.queues.get(queue.name) == queue) {
                taken &= queues.enqueue(queue, message, "channel " + channel.where, turn);
            }
        }
        return taken;
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
        return all.stream().filter(String.class::isInstance).map(String::valueOf).toList();
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
        turn.emit(Queues.describe(got, entry).with("left", (long) queue.size()));
        queues.dropExpired(queue, turn);
    }

    void consume(Step step, ModelChannel channel, Turn turn) {
        String tag = step.operand(1);
        if (channel.consumers.containsKey(tag)) {
            throw Refusal.connection(530);
        }
        Object priority = step.arguments().getOrDefault("x-priority", 0L);
        if (!(priority instanceof Long rank)) {
            throw Refusal.channel(406);
        }
        ModelQueue queue = state.queue(step.operand(0), step);
        boolean taken = queue.consumers.stream().anyMatch(ModelConsumer::exclusive);
        if (taken || (step.flag("exclusive") && !queue.consumers.isEmpty())) {
            throw Refusal.channel(403);
        }
        ModelConsumer consumer = new ModelConsumer(
                tag, channel, queue, step.flag("no-ack"), step.flag("exclusive"), channel.prefetch(), rank);
        channel.consumers.put(tag, consumer);
        queue.consumers.add(consumer);
        turn.emit(Event.of(channel.where, Event.Kind.OK));
        queues.pump(queue, turn);
    }

    void cancel(Step step, ModelChannel channel, Turn turn) {
        ModelConsumer consumer = channel.consumers.remove(step.operand(0));
        if (consumer != null) {
            leave(consumer, turn);
        }
        turn.emit(Event.of(channel.where, Event.Kind.OK));
    }

    private void leave(ModelConsumer consumer, Turn turn) {
        ModelQueue queue = consumer.queue();
        queue.consumers.remove(consumer);
        if (queue.autoDelete && queue.consumers.isEmpty()) {
            topology.drop(queue, turn);
        }
    }

    void qos(Step step, ModelChannel channel, Turn turn) {
        if (step.arguments().getOrDefault("size", 0L) instanceof Long size && size != 0) {
            throw Refusal.connection(540);
        }
        int count = Integer.parseInt(step.operand(0));
        if (step.flag("global")) {
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

    private void apply(ModelChannel.Settling settling, ModelChannel channel, Turn turn) {
        if (!settling.ack() && settling.requeue()) {
            queues.requeue(settling.deliveries(), "channel " + channel.where, turn);
        } else if (!settling.ack()) {
            queues.reject(settling.deliveries(), turn);
        }
        queues.resume(channel, turn);
    }

    void recover(Step step, ModelChannel channel, Turn turn) {
        if (!step.flag("requeue")) {
            throw Refusal.connection(540);
        }
        List<Held> all = List.copyOf(channel.held());
        channel.held().clear();
        turn.emit(Event.of(channel.where, Event.Kind.OK));
        queues.requeue(all, "channel " + channel.where, turn);
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
        List<ModelChannel.Settling> settlings = List.copyOf(channel.settling);
        channel.waiting.clear();
        for (ModelChannel.Waiting publish : publishes) {
            taken &= deliver(publish, channel, turn);
        }
        for (ModelChannel.Settling settling : settlings) {
            channel.settling.remove(settling);
            apply(settling, channel, turn);
        }
        return taken;
    }

    // --- ends -------------------------------------------------------------------------------------------------------

    /** The channel goes: its consumers first, then what it held returns to its queues (CHAN-09). */
    void close(ModelChannel channel, Turn turn) {
        List<ModelConsumer> leaving = List.copyOf(channel.consumers.values());
        channel.consumers.clear();
        leaving.forEach(consumer -> leave(consumer, turn));
        channel.rollback();
        List<Held> all = List.copyOf(channel.held());
        channel.held().clear();
        queues.requeue(all, "channel " + channel.where, turn);
    }
}
