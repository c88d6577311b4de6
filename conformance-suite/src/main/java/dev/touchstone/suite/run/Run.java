package dev.touchstone.suite.run;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Journal;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.LabSettings;
import dev.touchstone.suite.profile.Deviation;
import dev.touchstone.suite.profile.Profile;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** One run against one target: it runs cases in labs, keeps their deadlines and collects their verdicts. For many threads. */
public final class Run implements AutoCloseable {
    /** A case's body; whatever it throws decides the verdict. */
    @FunctionalInterface
    interface Body {
        void run(Lab lab) throws Throwable;
    }

    private final RunSetup setup;
    private final RunOptions options;
    private final Profile profile;
    private final RunListener listener;
    private final LagMeter lag = new LagMeter();
    private final NodeTurns nodeTurns;
    private final ReentrantLock targetsNode = new ReentrantLock();
    private final AtomicInteger caseNumbers = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Set<Lab> labs = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<CaseResult> results = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "case-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    Run(RunSetup setup, RunOptions options, Profile profile, RunListener listener) {
        this.setup = setup;
        this.options = options;
        this.profile = profile;
        this.listener = listener;
        nodeTurns = new NodeTurns(Lane.ownNodes(options.jobs()));
    }

    RunOptions options() {
        return options;
    }

    /** What was found so far, in the order of ending. */
    public List<CaseResult> results() {
        return results.stream().map(this::settle).toList();
    }

    /** No further case starts; those under way are cut off. */
    public void stop() {
        stopped.set(true);
        labs.forEach(Lab::abort);
    }

    /**
     * Runs a case to its verdict and tells JUnit about it.
     *
     * @throws AssertionError for FAIL, ERROR and INCONCLUSIVE
     * @throws TestAbortedException for UNSUPPORTED, DEVIATION and a case that a stop left out
     */
    void judge(CaseInfo info, Body body) {
        if (info.nodeWide().isEmpty()) {
            judgeNow(info, body);
            return;
        }
        nodeTurns.begin(info);
        try {
            judgeNow(info, body);
        } finally {
            nodeTurns.end();
        }
    }

    /** From now on, cases with a node of their own have the machine for themselves. */
    void onlyNodesAreLeft() {
        nodeTurns.allow(Lane.moreNodes(options.jobs()));
    }

    private void judgeNow(CaseInfo info, Body body) {
        if (stopped.get()) {
            throw new TestAbortedException("the run was stopped");
        }
        listener.started(info);
        CaseResult result = excuse(attempt(info, body));
        if (!stopped.get()) {
            results.add(result);
            listener.finished(info, result);
        }
        if (options.failFast() && isBad(result.verdict())) {
            stop();
        }
        tellJunit(result);
    }

    private CaseResult attempt(CaseInfo info, Body body) {
        Optional<Capability> missing = info.needs().stream()
                .filter(need -> !setup.target().capabilities().contains(need))
                .findFirst();
        if (missing.isPresent()) {
            return unsupported(info, new UnsupportedByTarget(missing.get()));
        }
        return info.nodeWide().isPresent()
                ? onItsOwnNode(info, body, info.nodeWide().get())
                : onTarget(info, body, setup.target(), setup.virtualHost());
    }

    private CaseResult onItsOwnNode(CaseInfo info, Body body, List<String> config) {
        Optional<Target> fresh;
        try {
            fresh = setup.target().freshNode(config);
        } catch (UnsupportedByTarget e) {
            return unsupported(info, e);
        } catch (AdminException e) {
            return noNode(info, e);
        }
        if (fresh.isPresent()) {
            try (Target node = fresh.get()) {
                return onTarget(info, body, node, Optional.empty());
            }
        }
        if (options.nodeControl() && config.isEmpty() && setup.target().node().isPresent()) {
            return onTheTargetsNode(info, body);
        }
        return unsupported(info, new UnsupportedByTarget(Capability.NODE_CONTROL));
    }

    private CaseResult onTheTargetsNode(CaseInfo info, Body body) {
        targetsNode.lock();
        try {
            return onTarget(info, body, setup.target(), setup.virtualHost());
        } finally {
            targetsNode.unlock();
        }
    }

    private CaseResult onTarget(CaseInfo info, Body body, Target target, Optional<String> virtualHost) {
        long lateBefore = lag.worstMillis();
        CaseResult result = once(info, body, target, virtualHost);
        if (result.verdict() != Verdict.FAIL || !info.timed() || stopped.get()) {
            return result;
        }
        CaseResult second = once(info, body, target, virtualHost);
        if (second.verdict() != Verdict.FAIL) {
            return second;
        }
        long late = lag.worstMillisSince(lateBefore);
        return late < LagMeter.TOLERANCE_MILLIS
                ? second
                : second.toBuilder()
                        .verdict(Verdict.INCONCLUSIVE)
                        .detail("failed twice while this machine was up to " + late + " ms late itself")
                        .build();
    }

    private CaseResult once(CaseInfo info, Body body, Target target, Optional<String> virtualHost) {
        LabSettings settings = new LabSettings(
                setup.prefix() + caseNumbers.incrementAndGet() + "-",
                virtualHost,
                options.patience(),
                profile.name(),
                setup.textsPinned(),
                target == setup.target() ? setup.journal() : Journal.NONE);
        AtomicBoolean pastDeadline = new AtomicBoolean();
        long started = System.nanoTime();
        try (Lab lab = new Lab(target, settings)) {
            labs.add(lab);
            ScheduledFuture<?> deadline = deadlines.schedule(
                    () -> {
                        pastDeadline.set(true);
                        lab.abort();
                    },
                    options.deadline().toMillis(),
                    TimeUnit.MILLISECONDS);
            Throwable thrown = run(body, lab);
            deadline.cancel(false);
            labs.remove(lab);
            long millis = (System.nanoTime() - started) / 1_000_000;
            listener.attempted(info, lab.log());
            return new Attempt(info, lab, thrown, millis, pastDeadline.get()).result();
        }
    }

    private static @Nullable Throwable run(Body body, Lab lab) {
        try {
            body.run(lab);
            return null;
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return e;
        }
    }

    private static CaseResult noNode(CaseInfo info, AdminException reason) {
        return CaseResult.builder(info.id(), info.firstRule())
                .rules(info.rules())
                .title(info.title())
                .verdict(Verdict.INCONCLUSIVE)
                .detail(String.valueOf(reason.getMessage()))
                .build();
    }

    private static CaseResult unsupported(CaseInfo info, UnsupportedByTarget reason) {
        return CaseResult.builder(info.id(), info.firstRule())
                .rules(info.rules())
                .title(info.title())
                .verdict(Verdict.UNSUPPORTED)
                .detail(String.valueOf(reason.getMessage()))
                .build();
    }

    /** Applies the profile: a declared failure is a DEVIATION, a declared one that is gone an UNEXPECTED_PASS. */
    private CaseResult excuse(CaseResult result) {
        Optional<Deviation> declared = declared(result);
        if (declared.isEmpty()) {
            return result.verdict() == Verdict.FAIL && result.rules().stream().noneMatch(setup.binds())
                    ? result.toBuilder()
                            .verdict(Verdict.NON_STRICT)
                            .detail("no rule of this case binds under profile " + profile.name())
                            .build()
                    : result;
        }
        Verdict verdict = switch (result.verdict()) {
            case FAIL, NON_STRICT -> Verdict.DEVIATION;
            case PASS -> Verdict.UNEXPECTED_PASS;
            default -> result.verdict();
        };
        return result.toBuilder()
                .verdict(verdict)
                .deviationReason(declared.get().seen() + " (" + declared.get().reason() + ")")
                .build();
    }

    private Optional<Deviation> declared(CaseResult result) {
        return result.rules().stream()
                .flatMap(rule -> profile.deviation(rule).stream())
                .findFirst();
    }

    /** A declared deviation that one case of its rule shows is there: its other cases may pass without being a surprise. */
    private CaseResult settle(CaseResult result) {
        boolean shown = result.verdict() == Verdict.UNEXPECTED_PASS
                && results.stream()
                        .anyMatch(other -> other.verdict() == Verdict.DEVIATION
                                && declared(other).equals(declared(result)));
        return shown ? result.toBuilder().verdict(Verdict.PASS).build() : result;
    }

    static boolean isBad(Verdict verdict) {
        return verdict == Verdict.FAIL || verdict == Verdict.ERROR || verdict == Verdict.INCONCLUSIVE;
    }

    private static void tellJunit(CaseResult result) {
        if (isBad(result.verdict())) {
            throw new Finding(
                    result.expected().isEmpty() ? List.of(result.title()) : result.expected(),
                    result.actual().isEmpty() ? result.detail() : result.actual());
        }
        if (result.verdict() == Verdict.UNSUPPORTED || result.verdict() == Verdict.DEVIATION) {
            throw new TestAbortedException(result.verdict() + ": " + result.detail() + result.deviationReason());
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        lag.close();
    }
}
