package dev.touchstone.suite.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Plays scripts on a stage, each up to the first step that goes another way than it says. */
public final class ScriptPlayer {
    private static final String IMPOSSIBLE = "impossible";

    private final Stage stage;
    private final Settling settling;

    public ScriptPlayer(Stage stage) {
        this.stage = stage;
        this.settling = new Settling(stage);
    }

    /**
     * What came of a step.
     *
     * @param depths of the queues that anybody may ask, after it
     * @param nanos when it was over, of {@link System#nanoTime}
     */
    public record Observation(Line line, List<Event> came, Map<String, Stage.Depth> depths, long nanos) {
        public Observation {
            came = List.copyOf(came);
            depths = Map.copyOf(depths);
        }
    }

    /** The first step that went another way. */
    public record Failure(Line line, Mismatch mismatch) {
        @Override
        public String toString() {
            return (line.number() > 0 ? "line " + line.number() + ", " : "") + line.step() + ": " + mismatch;
        }
    }

    /**
     * How it went.
     *
     * @param observations of the steps that were taken, the failing one included
     */
    public record Report(Optional<Failure> failure, List<Observation> observations) {}

    /** Plays a script on an empty stage and clears it. */
    public Report play(Script script) {
        List<Observation> observations = new ArrayList<>();
        try {
            for (Line line : script.lines()) {
                stage.forget();
                Optional<Mismatch> mismatch = play(line);
                observations.add(new Observation(line, stage.events(), Map.of(), System.nanoTime()));
                if (mismatch.isPresent()) {
                    return new Report(Optional.of(new Failure(line, mismatch.get())), List.copyOf(observations));
                }
            }
            return new Report(Optional.empty(), List.copyOf(observations));
        } finally {
            stage.clear();
        }
    }

    /**
     * Plays a script whatever comes, up to a step that cannot be taken, and tells what came of each step.
     *
     * @param goesOn is asked after each step, with all that were taken; a step from which something is awaited that never comes costs
     *     the whole patience, so one who knows enough says false
     */
    public List<Observation> observe(Script script, Predicate<List<Observation>> goesOn) {
        List<Observation> observations = new ArrayList<>();
        try {
            for (Line line : script.lines()) {
                stage.forget();
                Optional<Mismatch> mismatch = play(new Line(line.number(), line.step(), line.expected(), true));
                if (mismatch.filter(found -> found.kind().equals(IMPOSSIBLE)).isPresent()) {
                    break;
                }
                Map<String, Stage.Depth> depths = settleQueues(line.step());
                observations.add(new Observation(line, stage.events(), depths, System.nanoTime()));
                if (!goesOn.test(observations)) {
                    break;
                }
            }
            return List.copyOf(observations);
        } finally {
            stage.clear();
        }
    }

    private Optional<Mismatch> play(Line line) {
        Step step = line.step();
        Optional<String> hindrance = stage.whyNot(step);
        if (hindrance.isPresent()) {
            return Optional.of(new Mismatch(IMPOSSIBLE, "a step that can be taken", hindrance.get(), Optional.empty()));
        }
        stage.say(step);
        if (step.verb() == Verb.WAIT) {
            pass(Long.parseLong(step.operand(0).replace("ms", "")));
        }
        Settling.Wanted wanted =
                new Settling.Wanted(line.expected(), line.open(), where -> true, Map.of(), Map.of(), List.of());
        settleQueues(step);
        return settling.judge(List.of(step.where()), wanted);
    }

    /** Queues pass on what was sent to them before they answer; that they answer is all that is wanted here. */
    private Map<String, Stage.Depth> settleQueues(Step step) {
        long deadline = System.nanoTime() + stage.patience().toNanos();
        stage.barrier(step.where()::equals, deadline);
        Map<String, Stage.Depth> depths = new HashMap<>(stage.depths(stage.shared(), Map.of(), deadline));
        // One that is missing takes the answers of the others along; then each is asked alone.
        if (depths.size() < stage.shared().size()) {
            for (String queue : stage.shared()) {
                depths.putAll(stage.depths(List.of(queue), Map.of(), deadline));
            }
            stage.keepShared(depths.keySet());
        }
        return depths;
    }

    private void pass(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        long left = millis;
        while (left > 0) {
            stage.rest((int) Math.min(left, 20));
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }
}
