package dev.touchstone.ci.kill;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.suite.run.CaseInfo;
import dev.touchstone.suite.run.RunListener;
import dev.touchstone.suite.run.Runner;
import dev.touchstone.suite.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One bug against the suite: first the areas of the rules that it breaks, then everything else, until a case fails. That case is run
 * once more by itself and must fail again, so that a slow machine kills no bug.
 */
final class Hunt implements AutoCloseable {
    /** Failures that do not come again, after which the rest of a stage is taken as it is. */
    private static final int MOST_DOUBTS = 4;

    private final KillMatrix matrix;
    private final Bug bug;
    private final long started = System.nanoTime();
    private final AtomicInteger judged = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hunt-clock");
        thread.setDaemon(true);
        return thread;
    });

    private record Failure(String caseId, long millis) {}

    Hunt(KillMatrix matrix, Bug bug) {
        this.matrix = matrix;
        this.bug = bug;
    }

    Kill run() {
        try (Target target = bug.target().get()) {
            List<String> areas =
                    bug.rules().stream().map(matrix::area).distinct().toList();
            Optional<Failure> failure = search(target, areas, List.of());
            if (failure.isEmpty()) {
                failure = search(target, List.of(), areas);
            }
            long millis = failure.map(Failure::millis).orElseGet(this::millis);
            return new Kill(
                    bug, failure.map(Failure::caseId), millis, judged.get(), failure.isEmpty() && millisLeft() <= 0);
        }
    }

    private Optional<Failure> search(Target target, List<String> filter, List<String> exclude) {
        List<String> left = new ArrayList<>(exclude);
        for (int doubts = 0; doubts < MOST_DOUBTS && millisLeft() > 0; doubts++) {
            Optional<Failure> failure = firstFailure(target, filter, left);
            if (failure.isEmpty() || failsAlone(target, failure.get())) {
                return failure;
            }
            left.add(failure.get().caseId());
        }
        return Optional.empty();
    }

    private boolean failsAlone(Target target, Failure failure) {
        return firstFailure(target, List.of(failure.caseId()), List.of()).isPresent();
    }

    private Optional<Failure> firstFailure(Target target, List<String> filter, List<String> exclude) {
        AtomicReference<Failure> first = new AtomicReference<>();
        Runner runner = matrix.runner();
        clock.schedule(runner::stop, Math.max(1, millisLeft()), TimeUnit.MILLISECONDS);
        matrix.run(runner, target, filter, exclude, new RunListener() {
            @Override
            public void finished(CaseInfo info, CaseResult result) {
                judged.incrementAndGet();
                if (result.verdict() == Verdict.FAIL && first.compareAndSet(null, new Failure(info.id(), millis()))) {
                    runner.stop();
                }
            }
        });
        return Optional.ofNullable(first.get());
    }

    private long millis() {
        return (System.nanoTime() - started) / 1_000_000;
    }

    private long millisLeft() {
        return matrix.settings().budget().toMillis() - millis();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
