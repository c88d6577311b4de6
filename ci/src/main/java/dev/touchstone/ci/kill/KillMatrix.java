package dev.touchstone.ci.kill;

import dev.touchstone.chaos.planted.PlantedBugTarget;
import dev.touchstone.ci.target.EmbeddedTarget;
import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.suite.profile.Profile;
import dev.touchstone.suite.profile.Profiles;
import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.run.CaseIndex;
import dev.touchstone.suite.run.RunListener;
import dev.touchstone.suite.run.Runner;
import dev.touchstone.suite.run.clean.RunPrefix;
import dev.touchstone.suite.target.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The suite against planted bugs, one after the other: runs of the suite in one process exclude each other. */
public final class KillMatrix {
    private static final String PROFILE = "touchstone";

    private final RuleBook book = RuleBook.standard();
    private final CaseIndex index = CaseIndex.load();
    private final Profile profile = Profiles.builtIn(book).named(PROFILE);
    private final HuntSettings settings;
    private long runs;

    public KillMatrix(HuntSettings settings) {
        this.settings = settings;
    }

    /** Hunts each bug in turn, and tells of each when it is dead or has survived. */
    public List<Kill> hunt(List<Bug> bugs, Consumer<Kill> told) {
        List<Kill> kills = new ArrayList<>();
        for (Bug bug : bugs) {
            try (Hunt hunt = new Hunt(this, bug)) {
                Kill kill = hunt.run();
                kills.add(kill);
                told.accept(kill);
            }
        }
        return kills;
    }

    /** The whole suite against the broker as it is, by the same ways: through the proxy, built of the usual parts. */
    public Control control() {
        long started = System.nanoTime();
        try (EmbeddedTarget broker = new EmbeddedTarget();
                Target honest = PlantedBugTarget.withoutBug(broker)) {
            List<CaseResult> results = run(runner(), honest, List.of(), List.of(), new RunListener() {});
            List<String> bad = results.stream()
                    .filter(result -> result.verdict().isBad())
                    .map(result -> result.id() + " " + result.verdict())
                    .sorted()
                    .toList();
            return new Control(results.size(), bad, (System.nanoTime() - started) / 1_000_000);
        }
    }

    /**
     * What the suite said of the broker without any bug.
     *
     * @param judged cases and properties
     * @param bad those that should have passed and did not; a kill means nothing unless there are none
     */
    public record Control(int judged, List<String> bad, long millis) {
        public Control {
            bad = List.copyOf(bad);
        }
    }

    HuntSettings settings() {
        return settings;
    }

    /** The area of a rule. */
    String area(String rule) {
        return book.rule(rule).area().id();
    }

    /** A runner for one run. */
    Runner runner() {
        return new Runner(book, index, List.of());
    }

    List<CaseResult> run(
            Runner runner, Target target, List<String> filter, List<String> exclude, RunListener listener) {
        String prefix = RunPrefix.fresh(Instant.now(), ++runs).text();
        return runner.run(target, settings.options(filter, exclude), profile, prefix, listener);
    }
}
