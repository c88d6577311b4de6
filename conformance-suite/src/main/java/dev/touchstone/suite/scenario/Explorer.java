package dev.touchstone.suite.scenario;

import dev.touchstone.suite.model.Model;
import dev.touchstone.suite.script.Script;
import dev.touchstone.suite.script.ScriptPlayer;
import dev.touchstone.suite.script.Stage;
import dev.touchstone.suite.script.Step;
import dev.touchstone.suite.target.TargetUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Plays scenarios against a target, several side by side, and makes small what goes another way than the model says. */
public final class Explorer {
    private static final int MOST_DISCOVERIES = 20;
    private static final Duration SHRINKING_PATIENCE = Duration.ofMillis(700);

    private final Stages stages;
    private final Settings settings;
    private final Supplier<Model> models;
    private final Consumer<Discovery> listener;
    private final Coverage coverage = new Coverage();
    private final ConcurrentLinkedQueue<Discovery> discoveries = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<RuntimeException> troubles = new ConcurrentLinkedQueue<>();
    private final Set<String> sorts = ConcurrentHashMap.newKeySet();
    private final AtomicLong started = new AtomicLong();
    private final LongAdder played = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /**
     * What to do.
     *
     * @param seed of the first scenario; the next has the next number
     * @param tries how many scenarios
     * @param steps of each
     * @param budget end after this time, whatever was tried
     * @param workers side by side
     * @param patience how long to wait for something that must come
     */
    public record Settings(
            long seed, long tries, int steps, Duration budget, int workers, Duration patience, Duration shrinking) {
        /** 60 steps each, four side by side, five seconds of patience, twenty to shrink. */
        public static Settings of(long seed, long tries, Duration budget) {
            return new Settings(seed, tries, 60, budget, 4, Duration.ofSeconds(5), Duration.ofSeconds(20));
        }
    }

    public Explorer(Stages stages, Settings settings) {
        this(stages, settings, Model::new, ignored -> {});
    }

    /**
     * @param models makes the models; another one than ours is for tests of the explorer
     * @param listener is told of each discovery at once, from several threads
     */
    public Explorer(Stages stages, Settings settings, Supplier<Model> models, Consumer<Discovery> listener) {
        this.stages = stages;
        this.settings = settings;
        this.models = models;
        this.listener = listener;
    }

    /** Runs to the end of tries or budget. */
    public void run() {
        long deadline = System.nanoTime() + settings.budget().toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < settings.workers(); i++) {
            Thread thread = new Thread(() -> work(deadline), "scenarios-" + i);
            thread.start();
            threads.add(thread);
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
        }
        if (!troubles.isEmpty()) {
            throw troubles.peek();
        }
    }

    /** No further scenario begins. */
    public void stop() {
        stopped.set(true);
    }

    public Coverage coverage() {
        return coverage;
    }

    public List<Discovery> discoveries() {
        return List.copyOf(discoveries);
    }

    /** Scenarios that were played. */
    public long scenarios() {
        return played.sum();
    }

    /** Those of them whose end was left out, because independent processes or a slow machine would have decided it. */
    public long givenUp() {
        return givenUp.sum();
    }

    private void work(long deadline) {
        try (Stage stage = stages.open(settings.patience())) {
            while (!stopped.get() && System.nanoTime() < deadline) {
                long number = started.getAndIncrement();
                if (number >= settings.tries()) {
                    return;
                }
                play(stage, settings.seed() + number);
            }
        } catch (RuntimeException e) {
            troubles.add(e);
            stop();
        }
    }

    private void play(Stage stage, long seed) {
        Result result = new Duel(stage, models.get(), coverage)
                .play(new Generator(seed, settings.steps(), stages.hasPolicies()));
        played.increment();
        if (result.givenUp().isPresent()) {
            givenUp.increment();
        }
        if (result.mismatch().isPresent() && sorts.add(result.mismatch().get().sort())) {
            Discovery discovery = reduce(seed, result);
            discoveries.add(discovery);
            listener.accept(discovery);
            if (discoveries.size() >= MOST_DISCOVERIES) {
                stop();
            }
        }
    }

    private Discovery reduce(long seed, Result failing) {
        try (Stage quick = stages.open(SHRINKING_PATIENCE)) {
            Function<List<Step>, Result> play =
                    steps -> new Duel(quick, models.get(), new Coverage()).play(StepSource.of(steps));
            Result smallest = Shrinker.shrink(play, failing, settings.shrinking());
            Script script = new Script(
                    List.of(
                            "Found by 'touchstone explore', seed " + seed + ".",
                            smallest.mismatch().map(Object::toString).orElse("")),
                    DepthQuestion.append(smallest));
            int replays = 10;
            int failures = 0;
            for (int i = 0; i < replays; i++) {
                if (new ScriptPlayer(quick).play(script).failure().isPresent()) {
                    failures++;
                }
            }
            return new Discovery(
                    seed,
                    script,
                    smallest.mismatch().orElseThrow(),
                    failing.lines().size(),
                    failures,
                    replays);
        } catch (TargetUnavailable e) {
            Script script = new Script(List.of("Not shrunk: " + e.getMessage()), failing.lines());
            return new Discovery(
                    seed,
                    script,
                    failing.mismatch().orElseThrow(),
                    failing.lines().size(),
                    0,
                    0);
        }
    }
}
