package dev.touchstone.suite.scenario;

import dev.touchstone.suite.model.Chooser;
import dev.touchstone.suite.model.Model;
import dev.touchstone.suite.model.Outcome;
import dev.touchstone.suite.script.Event;
import dev.touchstone.suite.script.Line;
import dev.touchstone.suite.script.Script;
import dev.touchstone.suite.script.ScriptPlayer;
import dev.touchstone.suite.script.ScriptPlayer.Observation;
import dev.touchstone.suite.script.Stage;
import dev.touchstone.suite.script.Step;
import dev.touchstone.suite.script.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plays the same scripts on two brokers and finds the first step of each at which they differ. */
public final class Differ {
    /** What took longer between two waits may have seen things expire that were to expire in the second wait. */
    private static final long MOST_NANOS_BEFORE_EXPIRY = 450_000_000L;

    private final Stage one;
    private final Stage other;
    private long steps;
    private int notJudged;

    public Differ(Stage one, Stage other) {
        this.one = one;
        this.other = other;
    }

    /**
     * A script that the model makes without any broker. It leaves out steps whose outcome a broker could choose, so that all brokers
     * that follow the rules do the same; what the model expects only says how long to wait.
     */
    public static Script generate(long seed, int steps) {
        Model model = new Model();
        Generator generator = new Generator(seed, steps, false);
        List<Line> lines = new ArrayList<>();
        Optional<Step> next = generator.next(model.view());
        while (next.isPresent()) {
            Step step = next.get();
            if (!leavesChoice(step, model)) {
                Outcome outcome = model.takeAll(step, Chooser.FIRST);
                if (outcome.race()) {
                    break;
                }
                lines.add(new Line(0, step, outcome.events(), true));
            }
            next = generator.next(model.view());
        }
        return new Script(List.of("seed " + seed), lines);
    }

    /** A second consumer of a queue, or of another queue on one channel: who is first would be anybody's guess. */
    private static boolean leavesChoice(Step step, Model model) {
        boolean absent = step.verb().scope() != Verb.Scope.BROKER
                && step.verb() != Verb.CONNECT
                && !model.view().clients().contains(step.client());
        boolean second = step.verb() == Verb.CONSUME
                && (!model.view().consumers(step.where()).isEmpty()
                        || model.view().queues().stream()
                                .anyMatch(queue -> queue.name().equals(step.operand(0))
                                        && queue.consumers() > 0
                                        && queue.chooses()));
        return absent || second;
    }

    /** How many steps were played on each of the two. */
    public long steps() {
        return steps;
    }

    /** How many scripts were given up because the machine was too slow for their own times. */
    public int notJudged() {
        return notJudged;
    }

    /**
     * The first step at which the two differ, each of the three times that they are asked: what a queue learns late comes once.
     *
     * @param known keys of differences that were found so; one of them is not asked for again
     */
    public Optional<Divergence> compare(Script script, Set<String> known) {
        Optional<Divergence> found = once(script);
        for (int again = 0;
                again < 2 && found.filter(one -> !known.contains(one.key())).isPresent();
                again++) {
            found = once(found.get().script());
        }
        return found;
    }

    private Optional<Divergence> once(Script script) {
        List<Observation> first = new ScriptPlayer(one).observe(script, seen -> true);
        List<Observation> second = new ScriptPlayer(other).observe(script, seen -> agree(first, seen));
        steps += Math.min(first.size(), second.size());
        if (agree(first, second)) {
            return Optional.empty();
        }
        int at = second.size() - 1;
        if (isTooLate(first.subList(0, at + 1)) || isTooLate(second)) {
            notJudged++;
            return Optional.empty();
        }
        return Optional.of(divergence(script, at, first.get(at), second.get(at)));
    }

    /** Whether the last step that both took went the same way, as all before did. */
    private static boolean agree(List<Observation> first, List<Observation> second) {
        if (second.isEmpty() || second.size() > first.size()) {
            return true;
        }
        Observation a = first.get(second.size() - 1);
        Observation b = second.get(second.size() - 1);
        return normal(a).equals(normal(b)) && a.depths().equals(b.depths());
    }

    private static boolean isTooLate(List<Observation> seen) {
        boolean expires = false;
        long began = seen.get(0).nanos();
        for (Observation observation : seen) {
            Step step = observation.line().step();
            expires |= step.options().keySet().stream()
                    .anyMatch(name ->
                            List.of("expiration", "x-message-ttl", "x-expires").contains(name));
            if (step.verb() == Verb.WAIT) {
                began = observation.nanos();
            } else if (expires && observation.nanos() - began > MOST_NANOS_BEFORE_EXPIRY) {
                return true;
            }
        }
        return false;
    }

    /** The events of each stream in order; how streams interleave is not compared, nor the order of confirms. */
    private static Map<String, List<String>> normal(Observation observation) {
        Map<String, List<String>> streams = new TreeMap<>();
        observation
                .came()
                .forEach(event -> streams.computeIfAbsent(event.stream(), ignored -> new ArrayList<>())
                        .add(event.toString()));
        return streams;
    }

    private static Divergence divergence(Script script, int at, Observation a, Observation b) {
        Step step = script.lines().get(at).step();
        Event odd = odd(a, b).or(() -> odd(b, a)).orElse(Event.of(step.where(), Event.Kind.OK));
        String key = step.verb().word() + ": " + kinds(a) + " / " + kinds(b);
        Script upTo = new Script(script.comments(), script.lines().subList(0, at + 1));
        return new Divergence(key, RuleGuess.of(step, odd), upTo, show(a), show(b));
    }

    /** An event that only the first has. */
    private static Optional<Event> odd(Observation a, Observation b) {
        List<Event> left = new ArrayList<>(a.came());
        b.came().forEach(left::remove);
        return left.stream().findFirst();
    }

    /** Kinds of events with their codes and notable fields, each once. */
    private static String kinds(Observation observation) {
        String kinds = observation.came().stream()
                .map(Differ::kind)
                .distinct()
                .sorted()
                .collect(Collectors.joining("+"));
        Map<String, Stage.Depth> depths = new HashMap<>(observation.depths());
        return (kinds.isEmpty() ? "nothing" : kinds) + (depths.isEmpty() ? "" : " " + total(depths));
    }

    private static String total(Map<String, Stage.Depth> depths) {
        return depths.values().stream().anyMatch(depth -> depth.messages() > 0) ? "(messages)" : "(empty)";
    }

    private static String kind(Event event) {
        String notable = event.fields().keySet().stream()
                .filter(name ->
                        List.of(Event.REDELIVERED, Event.DEATH, Event.ALTERED).contains(name))
                .collect(Collectors.joining(","));
        boolean coded = event.kind() == Event.Kind.CLOSED || event.kind() == Event.Kind.CONNECTION_CLOSED;
        return event.kind().word()
                + (coded ? " " + event.operand(0) : "")
                + (notable.isEmpty() ? "" : "[" + notable + "]");
    }

    private static String show(Observation observation) {
        String events = observation.came().stream().map(Event::toString).collect(Collectors.joining("; "));
        String depths = new TreeMap<>(observation.depths())
                .entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue().messages() + " ready, "
                                + entry.getValue().consumers() + " consumers")
                        .collect(Collectors.joining("; "));
        return (events.isEmpty() ? "nothing" : events) + (depths.isEmpty() ? "" : " | " + depths);
    }
}
