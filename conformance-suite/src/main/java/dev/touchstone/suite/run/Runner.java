package dev.touchstone.suite.run;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.suite.profile.Profile;
import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.run.clean.StateFolder;
import dev.touchstone.suite.target.Target;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import net.jqwik.engine.JqwikTestEngine;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the cases that are wanted against a target, in a virtual host of the run's own where the target lets us make one. */
public final class Runner {
    private final RuleBook book;
    private final CaseIndex index;
    private final List<TestExecutionListener> junitListeners;
    private final Path stateFolder;
    private final AtomicReference<Run> active = new AtomicReference<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /**
     * Keeps journals in the state folder of the user.
     *
     * @param junitListeners further listeners of the JUnit Platform, such as Allure's; often none
     */
    public Runner(RuleBook book, CaseIndex index, List<TestExecutionListener> junitListeners) {
        this(book, index, junitListeners, StateFolder.ofThisProcess());
    }

    /**
     * @param stateFolder where the journal is kept while a run is on a broker that outlives it
     */
    public Runner(RuleBook book, CaseIndex index, List<TestExecutionListener> junitListeners, Path stateFolder) {
        this.stateFolder = stateFolder;
        this.book = book;
        this.index = index;
        this.junitListeners = List.copyOf(junitListeners);
    }

    /** What a run would do: the cases that the options want, by id. */
    public List<CaseInfo> select(RunOptions options) {
        CaseFilter filter = new CaseFilter(book, options);
        return index.cases().stream().filter(filter::accepts).toList();
    }

    /**
     * Runs and returns what was found. After {@link #stop} it returns what was found until then.
     *
     * @param prefix what every name on the target begins with, unique to this run; {@code clean} finds left-overs by it
     */
    public List<CaseResult> run(
            Target target, RunOptions options, Profile profile, String prefix, RunListener listener) {
        List<CaseInfo> cases = select(options);
        listener.planned(cases);
        target.prepare(cases.stream()
                .filter(info -> target.capabilities().containsAll(info.needs()))
                .filter(info -> info.nodeWide().isPresent())
                .sorted(NodeTurns.URGENCY)
                .map(info -> info.nodeWide().orElseThrow())
                .toList());
        Workplace place = Workplace.prepare(target, prefix, stateFolder);
        RunSetup setup = new RunSetup(
                target,
                place.virtualHost(),
                prefix,
                pinsTexts(profile),
                place.journal(),
                rule -> profile.binds(book.rule(rule).level()));
        try (place;
                Run run = new Run(setup, options, profile, listener)) {
            active.set(run);
            if (stopped.get()) {
                run.stop();
            }
            ActiveRun.begin(run);
            execute(cases, run);
            return run.results();
        } finally {
            ActiveRun.end();
            active.set(null);
        }
    }

    /** Stops the run that is under way or about to begin, from any thread; {@link #run} then returns soon. For good. */
    public void stop() {
        stopped.set(true);
        Run run = active.get();
        if (run != null) {
            run.stop();
        }
    }

    private static boolean pinsTexts(Profile profile) {
        return profile.name().equals("rabbitmq-3") || profile.name().equals("touchstone");
    }

    /** Jupiter runs a lane's cases side by side; jqwik runs serially. Each works on a thread of its own, all at the same time. */
    private void execute(List<CaseInfo> cases, Run run) {
        List<Callable<Object>> work = new ArrayList<>();
        work.add(Executors.callable(() -> launch(new JqwikTestEngine(), new Lane(cases, 1))));
        List<Lane> lanes = Lane.of(cases, run.options().jobs());
        lanes.forEach(lane -> work.add(Executors.callable(() -> {
            launch(new JupiterTestEngine(), lane);
            if (!lane.isNodeWide()) {
                run.onlyNodesAreLeft();
            }
        })));
        if (lanes.stream().allMatch(Lane::isNodeWide)) {
            run.onlyNodesAreLeft();
        }
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Object> ended : threads.invokeAll(work)) {
                ended.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the cases could not be run", e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private void launch(TestEngine engine, Lane lane) {
        Set<String> ids = lane.cases().stream().map(CaseInfo::id).collect(Collectors.toSet());
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .addTestEngines(engine)
                .build());
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(index.classes().stream()
                        .map(DiscoverySelectors::selectClass)
                        .toList())
                .filters((PostDiscoveryFilter) descriptor -> wanted(descriptor, ids))
                .configurationParameters(parameters(lane.threads()))
                .build();
        launcher.execute(request, junitListeners.toArray(new TestExecutionListener[0]));
    }

    private static FilterResult wanted(TestDescriptor descriptor, Set<String> ids) {
        Optional<Method> method = descriptor
                .getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getJavaMethod());
        return method.isEmpty()
                ? FilterResult.included("a container")
                : FilterResult.includedIf(CaseInfo.of(method.get())
                        .filter(info -> ids.contains(info.id()))
                        .isPresent());
    }

    private static Map<String, String> parameters(int parallel) {
        String jobs = Integer.toString(parallel);
        return Map.of(
                "junit.jupiter.execution.parallel.enabled", Boolean.toString(parallel > 1),
                "junit.jupiter.execution.parallel.mode.default", "concurrent",
                "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", jobs,
                "junit.jupiter.execution.parallel.config.fixed.max-pool-size", jobs,
                "jqwik.database", "",
                "jqwik.reporting.onlyfailures", "true",
                "jqwik.reporting.usejunitplatform", "true",
                "jqwik.shrinking.bounded.seconds", "5");
    }
}
