package dev.touchstone.broker.ledger;

import dev.touchstone.broker.disk.sim.SimDisk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A message log with its loop and its worker, all in the test's hands: nothing runs before it is told to. */
final class LogWorld implements LogHome, LogWorker {
    static final LogSettings SMALL = new LogSettings(1_500, 3_000, 100_000, 600);

    private final Deque<Runnable> turns = new ArrayDeque<>();
    private final Deque<Runnable> jobs = new ArrayDeque<>();
    private final List<Runnable> delayed = new ArrayList<>();
    private final Random entropy = new Random(4711);
    final List<String> damages = new ArrayList<>();
    final RecoveryReport report = new RecoveryReport();
    final MessageLog log;

    @Nullable
    String refusal;

    LogWorld(Disk disk) {
        log = MessageLog.open(disk, this, this, SMALL, report);
    }

    static LogWorld on(SimDisk disk) {
        return new LogWorld(disk);
    }

    @Override
    public void post(Runnable task) {
        turns.add(task);
    }

    @Override
    public void later(long delayMillis, Runnable task) {
        delayed.add(task);
    }

    @Override
    public long entropy() {
        return entropy.nextLong();
    }

    @Override
    public void diskRefuses(@Nullable String reason) {
        refusal = reason;
    }

    @Override
    public void relieved() {
        // Nobody waits here.
    }

    @Override
    public void damaged(String what) {
        damages.add(what);
    }

    @Override
    public void submit(Runnable work) {
        jobs.add(work);
    }

    @Override
    public void await() {
        boolean more = runJob();
        while (more) {
            more = runJob();
        }
    }

    boolean runTurn() {
        Runnable turn = turns.poll();
        if (turn != null) {
            turn.run();
        }
        return turn != null;
    }

    boolean runJob() {
        Runnable job = jobs.poll();
        if (job != null) {
            job.run();
        }
        return job != null;
    }

    void runDelayed() {
        List<Runnable> due = List.copyOf(delayed);
        delayed.clear();
        due.forEach(Runnable::run);
    }

    void settle() {
        boolean more = true;
        while (more) {
            more = runTurn() || runJob();
        }
    }
}
