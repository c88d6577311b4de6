package dev.touchstone.suite.scenario;

import dev.touchstone.suite.model.Chooser;
import dev.touchstone.suite.model.Model;
import dev.touchstone.suite.model.Outcome;
import dev.touchstone.suite.model.Tagged;
import dev.touchstone.suite.model.View;
import dev.touchstone.suite.script.Event;
import dev.touchstone.suite.script.Line;
import dev.touchstone.suite.script.Mismatch;
import dev.touchstone.suite.script.Settling;
import dev.touchstone.suite.script.Stage;
import dev.touchstone.suite.script.Step;
import dev.touchstone.suite.script.Verb;
import dev.touchstone.suite.target.AdminException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The model against a broker, step by step. Steps of one channel go out together as long as nothing but that channel decides their
 * order; then all that came is held against what the model says. One duel plays one scenario.
 */
public final class Duel {
    private static final int MOST_TOGETHER = 12;
    /** Within this time the broker must have been given what will expire, or nobody knows what has. */
    private static final long MOST_MILLIS_BEFORE_EXPIRY = 450;

    private final Stage stage;
    private final Model model;
    private final Coverage coverage;
    private final Settling settling;
    private final List<Line> lines = new ArrayList<>();
    private final List<Line> batch = new ArrayList<>();
    private final Map<String, Long> deliveries = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    private long expiringSince;
    private Optional<Mismatch> mismatch = Optional.empty();
    private Optional<String> givenUp = Optional.empty();

    /** @param model a fresh one */
    public Duel(Stage stage, Model model, Coverage coverage) {
        this.stage = stage;
        this.model = model;
        this.coverage = coverage;
        this.settling = new Settling(stage);
    }

    /** Plays on an empty stage and clears it. */
    public Result play(StepSource source) {
        try {
            Optional<Step> step = source.next(model.view());
            while (step.isPresent() && mismatch.isEmpty() && givenUp.isEmpty()) {
                take(step.get());
                step = source.next(model.view());
            }
            settle();
            return new Result(lines, mismatch, givenUp);
        } finally {
            if (isOver()) {
                stage.clearForGood();
            } else {
                stage.clear();
            }
        }
    }

    private boolean isOver() {
        return mismatch.isPresent() || givenUp.isPresent();
    }

    private void take(Step step) {
        View view = model.view();
        boolean alone = mustBeAlone(step, view);
        if (alone || !joins(step)) {
            settle();
        }
        if (isOver() || stage.whyNot(step).isPresent()) {
            return;
        }
        String state = view.mode(step.where());
        if (view.hasChoice()) {
            takeAndLook(step);
        } else {
            takeAndSay(step, alone);
        }
        if (!isOver()) {
            coverage.count(step, state, lastEvents());
        }
    }

    private List<Event> lastEvents() {
        return (batch.isEmpty() ? lines : batch)
                .get((batch.isEmpty() ? lines : batch).size() - 1)
                .expected();
    }

    /** Steps of clients and of the administration, and those whose answer ends something. */
    private static boolean mustBeAlone(Step step, View view) {
        return step.verb().scope() != Verb.Scope.CHANNEL
                || step.verb() == Verb.CLOSE
                || step.verb() == Verb.TX_COMMIT
                || step.flag(Verb.SERVER_NAMED)
                || !view.isOpen(step.where())
                || view.hasChoice();
    }

    /** Whether a step can go out with those that wait: the same channel, and none that speaks of what is just coming. */
    private boolean joins(Step step) {
        if (batch.isEmpty()) {
            return true;
        }
        boolean settles = step.verb() == Verb.ACK
                || step.verb() == Verb.NACK
                || step.verb() == Verb.REJECT
                || step.verb() == Verb.RECOVER;
        if (overtakes(step)
                && batch.stream().map(Line::step).anyMatch(one -> moves(one) && one.verb() != step.verb())) {
            return false;
        }
        return batch.size() < MOST_TOGETHER
                && batch.get(0).step().where().equals(step.where())
                && !(settles && batch.stream().anyMatch(Duel::brings));
    }

    /** Queues of RabbitMQ do these before what was sent to them earlier and still waits. */
    private static boolean overtakes(Step step) {
        return switch (step.verb()) {
            case QUEUE_DECLARE, CONSUME, CANCEL, QOS, ACK -> true;
            default -> false;
        };
    }

    private static boolean brings(Line line) {
        return line.expected().stream()
                .anyMatch(event -> event.kind() == Event.Kind.DELIVER || event.kind() == Event.Kind.GOT);
    }

    /** No choice: the model says beforehand what will come. */
    private void takeAndSay(Step step, boolean alone) {
        Outcome outcome = model.take(byTag(step), Chooser.FIRST);
        if (outcome.refusal().isPresent()) {
            settle();
            if (isOver()) {
                return;
            }
            outcome = model.refuse(step, outcome.refusal().get(), Chooser.FIRST);
            alone = true;
        }
        if (outcome.race()) {
            givenUp = Optional.of("a race");
            return;
        }
        say(step);
        add(step, outcome);
        if (alone || mustSettle(step, outcome)) {
            settle();
        }
    }

    /** Others learn of it only a little later: through dead letters, through a limit that consumers share, or by being told. */
    private boolean mustSettle(Step step, Outcome outcome) {
        return outcome.ripple()
                || step.verb().isAnsweredLate()
                || model.view().limit(step.where()) > 0
                || outcome.events().stream().anyMatch(event -> event.kind() == Event.Kind.CANCELLED);
    }

    /** A choice: the model sees what came, and says whether that is one of the things that may come. */
    private void takeAndLook(Step step) {
        Step byTag = byTag(step);
        say(step);
        long deadline = System.nanoTime() + stage.patience().toNanos();
        View before = model.view();
        settling.settle(List.of(step.where()), wanted(List.of(), before), deadline);
        Outcome outcome = model.takeAll(byTag, new Observed(stage));
        if (outcome.race()) {
            givenUp = Optional.of("a race");
            return;
        }
        add(step, outcome);
        settle();
    }

    /** What came, not what the model thinks, says which tag a message has. */
    private Step byTag(Step step) {
        return switch (step.verb()) {
            case ACK, NACK, REJECT ->
                step.withOperands(List.of("#" + stage.tagOf(step).orElseThrow()));
            default -> step;
        };
    }

    private void say(Step step) {
        if (batch.isEmpty()) {
            stage.forget();
        }
        try {
            stage.say(step);
        } catch (AdminException e) {
            givenUp = Optional.of("the administration refused: " + e.getMessage());
        }
        if (step.verb() == Verb.WAIT) {
            long millis = Long.parseLong(step.operand(0).replace("ms", ""));
            stage.rest((int) millis);
            expiringSince = 0;
        }
    }

    private void add(Step step, Outcome outcome) {
        batch.add(new Line(0, step, outcome.events(), false));
        gone.addAll(outcome.gone());
        if (step.verb() == Verb.OPEN) {
            deliveries.remove(step.where());
        }
    }

    private Settling.Wanted wanted(List<Event> events, View view) {
        Map<String, Stage.Depth> depths = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        if (batch.isEmpty() || batch.stream().anyMatch(line -> moves(line.step()) || ends(line))) {
            for (View.QueueFacts queue : view.queues()) {
                depths.put(queue.name(), new Stage.Depth(queue.messages(), queue.consumers()));
                if (!queue.owner().isEmpty()) {
                    owners.put(queue.name(), queue.owner());
                }
            }
        }
        Set<String> listeners = new HashSet<>(view.consumingChannels());
        batch.forEach(line -> listeners.add(line.step().where()));
        return new Settling.Wanted(events, false, listeners::contains, depths, owners, Set.copyOf(gone));
    }

    /** RabbitMQ tells of an error before the queues learn that the channel is no more, and take back what it held. */
    private static boolean ends(Line line) {
        return line.expected().stream()
                .anyMatch(event -> event.kind() == Event.Kind.CLOSED || event.kind() == Event.Kind.CONNECTION_CLOSED);
    }

    /** Whether a step can move messages. */
    private static boolean moves(Step step) {
        return switch (step.verb()) {
            case CONNECT,
                    OPEN,
                    EXCHANGE_DECLARE,
                    EXCHANGE_BIND,
                    EXCHANGE_UNBIND,
                    QUEUE_BIND,
                    QUEUE_UNBIND,
                    CONFIRM_SELECT,
                    TX_SELECT,
                    TX_ROLLBACK -> false;
            default -> true;
        };
    }

    /** Sends what waits, and holds all that comes against what the model said. */
    private void settle() {
        if (batch.isEmpty() || isOver()) {
            return;
        }
        watchExpiry();
        List<Event> expected =
                batch.stream().flatMap(line -> line.expected().stream()).toList();
        Optional<Mismatch> found = givenUp.isPresent()
                ? Optional.empty()
                : settling.judge(List.of(batch.get(0).step().where()), wanted(expected, model.view()));
        if (found.isPresent() && isTooLate()) {
            givenUp = Optional.of("too slow for its own times");
        } else {
            mismatch = found;
        }
        lines.addAll(found.isPresent() ? upTo(found.get()) : batch);
        batch.clear();
        gone.clear();
        retag();
    }

    /** The batch up to the step that is to blame, where that is clear. */
    private List<Line> upTo(Mismatch found) {
        for (int i = 0; i < batch.size(); i++) {
            Optional<Event> event = found.event();
            if (found.kind().equals("missing")
                    && event.isPresent()
                    && batch.get(i).expected().contains(event.get())) {
                return batch.subList(0, i + 1);
            }
        }
        return batch;
    }

    private void watchExpiry() {
        boolean expiring = model.view().hasExpiring();
        if (!expiring) {
            expiringSince = 0;
        } else if (expiringSince == 0) {
            expiringSince = System.nanoTime();
        }
        if (isTooLate()) {
            givenUp = Optional.of("too slow for its own times");
        }
    }

    private boolean isTooLate() {
        return expiringSince != 0 && System.nanoTime() - expiringSince > MOST_MILLIS_BEFORE_EXPIRY * 1_000_000;
    }

    /** The tags of a channel's deliveries count up in the order in which they came. */
    private void retag() {
        Map<String, List<Tagged>> came = new HashMap<>();
        for (Event event : stage.events()) {
            boolean delivered = event.kind() == Event.Kind.DELIVER;
            if (delivered || event.kind() == Event.Kind.GOT) {
                long tag = deliveries.merge(event.where(), 1L, Long::sum);
                came.computeIfAbsent(event.where(), ignored -> new ArrayList<>())
                        .add(new Tagged(delivered ? event.operand(0) : "", event.operand(delivered ? 1 : 0), tag));
            }
        }
        came.forEach(model::retag);
    }
}
