package dev.touchstone.suite.scenario;

import dev.touchstone.suite.model.View;
import dev.touchstone.suite.script.Step;
import dev.touchstone.suite.script.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Chooses steps from a seed and from what the model holds, mostly legal ones. The same seed gives the same steps as long as a broker
 * makes the same free choices.
 */
public final class Generator implements StepSource {
    private static final List<String> CLIENTS = List.of("a", "b", "c");

    private final Random random;
    private final Palette palette;
    private final Mistakes mistakes;
    private final boolean policies;
    private int left;
    private String last = "";
    private int untilWait = -1;

    /** A step that may be chosen, with its weight. */
    private record Choice(int weight, Supplier<Step> step) {}

    /**
     * @param steps how many
     * @param policies whether policies can be set
     */
    public Generator(long seed, int steps, boolean policies) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        Set<Feature> features = Feature.draw(random);
        this.palette = new Palette(random, features);
        this.mistakes = new Mistakes(palette);
        this.policies = policies;
        this.left = steps;
    }

    @Override
    public Optional<Step> next(View view) {
        if (left-- <= 0) {
            return Optional.empty();
        }
        Step chosen = choose(view);
        boolean silent = palette.has(Feature.NO_WAIT)
                && chosen.verb().flags().contains(Verb.NO_WAIT)
                && !chosen.flag(Verb.SERVER_NAMED)
                && palette.chance(40);
        Step step = silent ? chosen.with(Verb.NO_WAIT, true) : chosen;
        last = step.verb().scope() == Verb.Scope.CHANNEL ? step.where() : last;
        return Optional.of(step);
    }

    private Step choose(View view) {
        if (view.hasExpiring()) {
            untilWait = untilWait < 0 ? 1 + random.nextInt(5) : untilWait - 1;
            if (untilWait == 0) {
                untilWait = -1;
                return Step.of("", Verb.WAIT, Palette.WAIT);
            }
        }
        if (view.clients().isEmpty()) {
            return Step.of(palette.pick(CLIENTS), Verb.CONNECT);
        }
        if (view.channels().isEmpty()) {
            return Step.of(palette.pick(List.copyOf(view.clients())) + ".1", Verb.OPEN);
        }
        String where = view.channels().contains(last) && palette.chance(65) ? last : palette.pick(view.channels());
        List<Choice> choices = new ArrayList<>();
        connections(choices, view);
        topology(choices, where, view);
        traffic(choices, where, view);
        settling(choices, where, view);
        modes(choices, where, view);
        int total = choices.stream().mapToInt(Choice::weight).sum();
        int at = random.nextInt(total);
        for (Choice choice : choices) {
            at -= choice.weight();
            if (at < 0) {
                return choice.step().get();
            }
        }
        throw new IllegalStateException("no choice");
    }

    private void connections(List<Choice> choices, View view) {
        List<String> absent =
                CLIENTS.stream().filter(name -> !view.clients().contains(name)).toList();
        if (!absent.isEmpty()) {
            choices.add(
                    new Choice(view.clients().size() < 2 ? 30 : 4, () -> Step.of(palette.pick(absent), Verb.CONNECT)));
        }
        List<String> closed = view.clients().stream()
                .flatMap(client -> List.of(client + ".1", client + ".2").stream())
                .filter(channel -> !view.isOpen(channel))
                .toList();
        if (!closed.isEmpty()) {
            choices.add(
                    new Choice(view.channels().size() < 2 ? 40 : 12, () -> Step.of(palette.pick(closed), Verb.OPEN)));
        }
        if (view.channels().size() > 1) {
            choices.add(new Choice(10, () -> Step.of(palette.pick(view.channels()), Verb.CLOSE)));
        }
        if (view.clients().size() > 1 && palette.has(Feature.CUTS)) {
            List<String> clients = List.copyOf(view.clients());
            choices.add(new Choice(3, () -> Step.of(palette.pick(clients), Verb.DISCONNECT)));
            choices.add(new Choice(3, () -> Step.of(palette.pick(clients), Verb.CUT)));
        }
    }

    private void topology(List<Choice> choices, String where, View view) {
        choices.add(
                new Choice(view.queueNames().isEmpty() ? 200 : 20, () -> palette.declareQueue(where, palette.queue())));
        if (palette.has(Feature.SERVER_NAMED)) {
            choices.add(new Choice(8, () -> palette.declareServerNamed(where)));
        }
        choices.add(new Choice(15, () -> palette.declareExchange(where, palette.ownExchange())));
        choices.add(new Choice(
                4,
                () -> Step.of(where, Verb.QUEUE_DECLARE, palette.queueFor(Step.clientOf(where), view))
                        .with("passive", true)));
        choices.add(new Choice(3, () -> deleteQueue(where, view)));
        choices.add(new Choice(2, () -> Step.of(where, Verb.EXCHANGE_DELETE, palette.ownExchange())));
        choices.add(new Choice(
                2,
                () -> Step.of(where, Verb.EXCHANGE_DELETE, palette.ownExchange())
                        .with("if-unused", true)));
        choices.add(new Choice(
                4, () -> Step.of(where, Verb.QUEUE_PURGE, palette.queueFor(Step.clientOf(where), view))));
        if (!view.queueNames().isEmpty()) {
            choices.add(new Choice(35, () -> bindQueue(where, view)));
            choices.add(new Choice(5, () -> unbind(where, view)));
        }
        if (palette.has(Feature.EXCHANGE_BINDINGS)
                && view.exchangeNames().stream().anyMatch(e -> e.startsWith("e"))) {
            choices.add(new Choice(15, () -> bindExchange(where, view)));
        }
        if (policies && palette.has(Feature.POLICIES)) {
            choices.add(new Choice(6, () -> palette.policy("p" + (1 + random.nextInt(2)))));
            choices.add(new Choice(
                    3,
                    () -> Step.of(
                            "",
                            Verb.CLEAR_POLICY,
                            view.policyNames().isEmpty() ? "p1" : palette.pick(List.copyOf(view.policyNames())))));
        }
    }

    private Step deleteQueue(String where, View view) {
        String queue = palette.queueFor(Step.clientOf(where), view);
        palette.forget(queue);
        Step delete = Step.of(where, Verb.QUEUE_DELETE, queue);
        return switch (random.nextInt(6)) {
            case 0 -> delete.with("if-unused", true);
            case 1 -> delete.with("if-empty", true);
            default -> delete;
        };
    }

    private List<String> boundExchanges(View view) {
        List<String> own = view.exchangeNames().stream()
                .filter(name -> name.startsWith("e"))
                .toList();
        return own.isEmpty() || palette.chance(20)
                ? List.of("amq.direct", "amq.fanout", "amq.topic", "amq.headers")
                : own;
    }

    private Step bindQueue(String where, View view) {
        String exchange = palette.pick(boundExchanges(view));
        String type = view.exchangeType(exchange);
        String queue = palette.queueFor(Step.clientOf(where), view);
        return palette.withHeaders(Step.of(where, Verb.QUEUE_BIND, queue, exchange, palette.bindingKey(type)), type);
    }

    private Step bindExchange(String where, View view) {
        String source = palette.pick(boundExchanges(view));
        String type = view.exchangeType(source);
        String destination = palette.pick(boundExchanges(view));
        return palette.withHeaders(
                Step.of(where, Verb.EXCHANGE_BIND, destination, source, palette.bindingKey(type)), type);
    }

    /** Mostly a binding that is there. */
    private Step unbind(String where, View view) {
        if (view.bindings().isEmpty() || palette.chance(15)) {
            return Step.of(where, Verb.QUEUE_UNBIND, palette.queue(), palette.exchange(), palette.key());
        }
        View.BindingFacts one = palette.pick(view.bindings());
        Step unbind = Step.of(
                where,
                one.toQueue() ? Verb.QUEUE_UNBIND : Verb.EXCHANGE_UNBIND,
                one.destination(),
                one.source(),
                one.key());
        for (var argument : one.arguments().entrySet()) {
            unbind = unbind.with(argument.getKey(), argument.getValue());
        }
        return unbind;
    }

    private void traffic(List<Choice> choices, String where, View view) {
        String client = Step.clientOf(where);
        choices.add(new Choice(view.queueNames().isEmpty() ? 10 : 170, () -> palette.publish(where, view)));
        if (view.queueNames().isEmpty()) {
            return;
        }
        choices.add(new Choice(
                60, () -> maybe(Step.of(where, Verb.GET, palette.queueFor(client, view)), "no-ack", 25)));
        if (view.consumers(where).size() < 2) {
            choices.add(new Choice(25, () -> consume(where, view)));
        }
        if (!view.consumers(where).isEmpty()) {
            choices.add(new Choice(8, () -> Step.of(where, Verb.CANCEL, palette.pick(view.consumers(where)))));
        }
        choices.add(new Choice(14, () -> Step.of(where, Verb.QOS, palette.pick(List.of("0", "1", "2", "3")))));
    }

    private Step consume(String where, View view) {
        String queue = palette.queueFor(Step.clientOf(where), view);
        Step consume = maybe(Step.of(where, Verb.CONSUME, queue, palette.consumerTag()), "no-ack", 25);
        if (palette.has(Feature.EXCLUSIVE)) {
            consume = maybe(consume, "exclusive", 20);
        }
        if (palette.has(Feature.CONSUMER_PRIORITIES) && palette.chance(60)) {
            consume = consume.with("x-priority", palette.pick(List.of(-1L, 0L, 5L)));
        }
        return consume;
    }

    private void settling(List<Choice> choices, String where, View view) {
        List<String> held = view.held(where);
        if (held.isEmpty()) {
            return;
        }
        choices.add(new Choice(60, () -> maybe(Step.of(where, Verb.ACK, palette.pick(held)), "multiple", 25)));
        choices.add(new Choice(
                35, () -> maybe(maybe(Step.of(where, Verb.NACK, palette.pick(held)), "multiple", 30), "requeue", 50)));
        choices.add(new Choice(20, () -> maybe(Step.of(where, Verb.REJECT, palette.pick(held)), "requeue", 50)));
        choices.add(new Choice(5, () -> Step.of(where, Verb.RECOVER).with("requeue", true)));
        choices.add(new Choice(3, () -> Step.of(where, Verb.ACK, "#0").with("multiple", true)));
    }

    private void modes(List<Choice> choices, String where, View view) {
        String mode = view.mode(where);
        if (palette.has(Feature.CONFIRMS) && mode.equals("plain")) {
            choices.add(new Choice(20, () -> Step.of(where, Verb.CONFIRM_SELECT)));
        }
        if (palette.has(Feature.TRANSACTIONS) && mode.equals("plain")) {
            choices.add(new Choice(12, () -> Step.of(where, Verb.TX_SELECT)));
        }
        if (mode.equals("tx")) {
            choices.add(new Choice(50, () -> Step.of(where, Verb.TX_COMMIT)));
            choices.add(new Choice(12, () -> Step.of(where, Verb.TX_ROLLBACK)));
        }
        if (palette.has(Feature.ERRORS)) {
            choices.add(new Choice(14, () -> mistakes.soft(where, view)));
            choices.add(new Choice(4, () -> mistakes.hard(where, view)));
        }
    }

    private Step maybe(Step step, String flag, int percent) {
        return palette.chance(percent) ? step.with(flag, true) : step;
    }
}
