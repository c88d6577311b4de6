package dev.touchstone.suite.model;

import dev.touchstone.suite.script.Event;
import dev.touchstone.suite.script.Step;
import dev.touchstone.suite.script.Verb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A virtual host and its clients: takes steps and says what must come. Not for use by two threads. */
public class Model {
    private static final Set<Verb> EMPTY_REPLY = Set.of(
            Verb.CLOSE,
            Verb.CONFIRM_SELECT,
            Verb.TX_SELECT,
            Verb.TX_ROLLBACK,
            Verb.EXCHANGE_DECLARE,
            Verb.EXCHANGE_DELETE,
            Verb.EXCHANGE_BIND,
            Verb.EXCHANGE_UNBIND,
            Verb.QUEUE_BIND,
            Verb.QUEUE_UNBIND);

    private final State state;
    private final Queues queues;
    private final Topology topology;
    private final Traffic traffic;

    /** A model that does what RabbitMQ 3.10.8 does. */
    public Model() {
        state = new State();
        queues = new Queues(state);
        topology = new Topology(state);
        traffic = new Traffic(state, queues, topology);
    }

    /**
     * Takes a step. If the broker must refuse it, the outcome has the refusal and nothing has changed: {@link #refuse} does that.
     *
     * @param chooser asked where the broker is free
     */
    public Outcome take(Step step, Chooser chooser) {
        Turn turn = new Turn(chooser);
        try {
            if (step.verb().scope() == Verb.Scope.CHANNEL) {
                onChannel(step, turn);
            } else {
                elsewhere(step, turn);
            }
            if (!step.isAnswered()) {
                turn.unanswered();
            }
            return turn.outcome();
        } catch (Refusal refusal) {
            return Outcome.refused(refusal);
        }
    }

    /** A step and, where it is refused, what the refusal brings. */
    public Outcome takeAll(Step step, Chooser chooser) {
        Outcome outcome = take(step, chooser);
        return outcome.refusal().isPresent() ? refuse(step, outcome.refusal().get(), chooser) : outcome;
    }

    /** The broker closes the channel or the connection of the step. */
    public Outcome refuse(Step step, Refusal refusal, Chooser chooser) {
        Turn turn = new Turn(chooser);
        String code = Integer.toString(refusal.code());
        if (refusal.closesConnection()) {
            turn.emit(Event.of(
                    step.client(),
                    Event.Kind.CONNECTION_CLOSED,
                    code,
                    step.verb().method()));
            lose(step.client(), turn);
        } else {
            turn.emit(
                    Event.of(step.where(), Event.Kind.CLOSED, code, step.verb().method()));
            closeChannel(step, turn);
        }
        return turn.outcome();
    }

    private void elsewhere(Step step, Turn turn) {
        switch (step.verb()) {
            case CONNECT -> {
                state.clients.put(step.where(), new TreeMap<>());
                turn.emit(ok(step));
            }
            case DISCONNECT -> {
                lose(step.client(), turn);
                turn.emit(ok(step));
            }
            case CUT -> lose(step.client(), turn);
            case POLICY -> policy(step, turn);
            case CLEAR_POLICY -> {
                state.policies.remove(step.operand(0));
                settlePolicies(turn);
            }
            default -> pass(step, turn);
        }
    }

    private void pass(Step step, Turn turn) {
        String time = step.operand(0);
        long millis = Long.parseLong(time.substring(0, time.length() - 2));
        long end = state.now() + millis;
        while (state.now() < end) {
            state.advance(Math.min(end, state.nextExpiry()) - state.now());
            List<ModelQueue> all = List.copyOf(state.queues.values());
            List<ModelQueue> due = all.stream()
                    .filter(queue -> !queue.isEmpty() && queue.head().expiresAt() <= state.now())
                    .toList();
            all.forEach(queue -> queues.expire(queue, turn));
            watchLetters(due, turn);
        }
        expireQueues(millis, turn);
    }

    /** What came within moments expires within moments: of two queues, did a letter of the one come before the other's head was gone, or after? */
    private static void watchLetters(List<ModelQueue> due, Turn turn) {
        if (due.size() > 1 && due.stream().anyMatch(queue -> turn.wasWritten(queue.name))) {
            turn.race();
        }
    }

    /** Queues that nobody used meanwhile go (TTL-16); which of them still saw a dead letter is anybody's guess. */
    private void expireQueues(long millis, Turn turn) {
        List<ModelQueue> unused = state.queues.values().stream()
                .filter(queue -> queue.consumers.isEmpty()
                        && queue.expires().filter(time -> time <= millis).isPresent())
                .toList();
        if (!unused.isEmpty() && turn.outcome().ripple()) {
            turn.race();
        }
        unused.forEach(queue -> {
            topology.drop(queue, turn);
            turn.gone(queue.name);
        });
    }

    private void policy(Step step, Turn turn) {
        Map<String, Object> definition = new LinkedHashMap<>(step.arguments());
        Object priority = definition.remove("priority");
        Object applyTo = definition.remove("apply-to");
        state.policies.put(
                step.operand(0),
                new ModelPolicy(
                        step.operand(0),
                        Pattern.compile(step.operand(1)),
                        applyTo == null ? "all" : String.valueOf(applyTo),
                        priority instanceof Long number ? number : 0,
                        definition));
        settlePolicies(turn);
    }

    /** A smaller limit drops the excess at once (LEN-12). */
    private void settlePolicies(Turn turn) {
        for (ModelQueue queue : List.copyOf(state.queues.values())) {
            queues.dropHead(queue, turn);
        }
    }

    private void onChannel(Step step, Turn turn) {
        if (step.verb() == Verb.OPEN) {
            open(step);
            turn.emit(ok(step));
            return;
        }
        ModelChannel channel = state.channel(step);
        switch (step.verb()) {
            case CLOSE -> closeChannel(step, turn);
            case PUBLISH -> traffic.publish(step, channel, turn);
            case GET -> traffic.get(step, channel, turn);
            case CONSUME -> traffic.consume(step, channel, turn);
            case CANCEL -> traffic.cancel(step, channel, turn);
            case QOS -> traffic.qos(step, channel, turn);
            case ACK -> traffic.settle(step, channel, true, turn);
            case NACK, REJECT -> traffic.settle(step, channel, false, turn);
            case RECOVER -> traffic.recover(step, channel, turn);
            case CONFIRM_SELECT -> channel.select(ModelChannel.Mode.CONFIRM);
            case TX_SELECT -> channel.select(ModelChannel.Mode.TX);
            case TX_COMMIT -> commit(step, channel, turn);
            case TX_ROLLBACK -> {
                Traffic.inTransaction(channel);
                channel.rollback();
            }
            default -> topology(step, turn);
        }
        if (EMPTY_REPLY.contains(step.verb())) {
            turn.emit(ok(step));
        }
    }

    private void topology(Step step, Turn turn) {
        switch (step.verb()) {
            case EXCHANGE_DECLARE -> topology.declareExchange(step);
            case EXCHANGE_DELETE -> topology.deleteExchange(step);
            case EXCHANGE_BIND -> topology.bindExchange(step);
            case EXCHANGE_UNBIND -> topology.unbindExchange(step);
            case QUEUE_DECLARE -> turn.emit(topology.declareQueue(step));
            case QUEUE_DELETE -> turn.emit(ok(step).with("messages", topology.deleteQueue(step, turn)));
            case QUEUE_PURGE ->
                turn.emit(ok(step).with("messages", (long)
                        state.queue(step.operand(0), step).purge()));
            case QUEUE_BIND -> topology.bindQueue(step);
            case QUEUE_UNBIND -> topology.unbindQueue(step);
            default -> throw new IllegalStateException("no such step: " + step);
        }
    }

    private void open(Step step) {
        Map<String, ModelChannel> channels = state.clients.get(step.client());
        if (channels == null || channels.containsKey(step.where())) {
            throw Refusal.connection(504);
        }
        channels.put(step.where(), new ModelChannel(step.where()));
    }

    private void commit(Step step, ModelChannel channel, Turn turn) {
        Traffic.inTransaction(channel);
        if (traffic.commit(channel, turn)) {
            turn.emit(ok(step));
        } else {
            turn.emit(
                    Event.of(step.where(), Event.Kind.CLOSED, "406", step.verb().method()));
            closeChannel(step, turn);
        }
    }

    private void closeChannel(Step step, Turn turn) {
        Map<String, ModelChannel> channels = state.clients.get(step.client());
        ModelChannel channel = channels == null ? null : channels.remove(step.where());
        if (channel != null) {
            traffic.close(List.of(channel), turn);
        }
    }

    /** The connection goes: its channels, then the queues that were its own (QUEUE-11). */
    private void lose(String client, Turn turn) {
        Map<String, ModelChannel> channels = state.clients.remove(client);
        if (channels == null) {
            return;
        }
        traffic.close(channels.values(), turn);
        List.copyOf(state.queues.values()).stream()
                .filter(queue -> queue.owner.equals(client))
                .forEach(queue -> {
                    topology.drop(queue, turn);
                    turn.gone(queue.name);
                });
    }

    private static Event ok(Step step) {
        return Event.of(step.where(), Event.Kind.OK);
    }

    /** Tells under which tags deliveries came on a channel, where several queues had a free hand in their order. */
    public void retag(String where, List<Tagged> came) {
        ModelChannel channel =
                state.clients.getOrDefault(Step.clientOf(where), Map.of()).get(where);
        if (channel != null) {
            channel.retag(came);
        }
    }

    /** What is there now, to choose the next step from. */
    public View view() {
        return new View(state);
    }
}
