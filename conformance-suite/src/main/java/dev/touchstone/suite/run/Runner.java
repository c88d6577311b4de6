package dev.touchstone.suite.run;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.suite.profile.Profile;
import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetAdmin;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
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
    private final AtomicReference<Run> active = new AtomicReference<>();

    /**
     * @param junitListeners further listeners of the JUnit Platform, such as Allure's; often none
     */
    public Runner(RuleBook book, CaseIndex index, List<TestExecutionListener> junitListeners) {
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
        target.prepare(cases.stream().flatMap(info -> info.nodeWide().stream()).toList());
        Optional<String> virtualHost = makeVirtualHost(target, prefix);
        RunSetup setup = new RunSetup(target, virtualHost, prefix, pinsTexts(profile));
        try (Run run = new Run(setup, options, profile, listener)) {
            active.set(run);
            ActiveRun.begin(run);
            execute(cases, options);
            return run.results();
        } finally {
            ActiveRun.end();
            active.set(null);
            virtualHost.ifPresent(name -> target.admin().ifPresent(admin -> admin.deleteVirtualHost(name)));
        }
    }

    /** Stops the run that is under way, from any thread; {@link #run} then returns soon. */
    public void stop() {
        Run run = active.get();
        if (run != null) {
            run.stop();
        }
    }

    private static boolean pinsTexts(Profile profile) {
        return profile.name().equals("rabbitmq-3") || profile.name().equals("touchstone");
    }

    private static Optional<String> makeVirtualHost(Target target, String prefix) {
        if (!target.capabilities().contains(Capability.ADMIN)) {
            return Optional.empty();
        }
        TargetAdmin admin = target.admin().orElseThrow();
        String name = prefix + "vhost";
        try {
            admin.addVirtualHost(name);
            admin.setPermissions(target.endpoint().user(), name, TargetAdmin.Permissions.ALL);
            return Optional.of(name);
        } catch (AdminException e) {
            return Optional.empty();
        }
    }

    /** Jupiter runs cases side by side; jqwik runs serially, so it works beside Jupiter on a thread of its own. */
    private void execute(List<CaseInfo> cases, RunOptions options) {
        Set<String> ids = new HashSet<>();
        cases.forEach(info -> ids.add(info.id()));
        Thread properties = new Thread(() -> launch(new JqwikTestEngine(), ids, options), "properties");
        properties.start();
        launch(new JupiterTestEngine(), ids, options);
        try {
            properties.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    private void launch(TestEngine engine, Set<String> ids, RunOptions options) {
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
                .configurationParameters(parameters(options))
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

    private static Map<String, String> parameters(RunOptions options) {
        String jobs = Integer.toString(options.jobs());
        return Map.of(
                "junit.jupiter.execution.parallel.enabled", Boolean.toString(options.jobs() > 1),
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
