package dev.touchstone.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.chaos.planted.PlantedBug;
import dev.touchstone.chaos.planted.PlantedBugTarget;
import dev.touchstone.chaos.planted.PlantedBugs;
import dev.touchstone.ci.target.EmbeddedTarget;
import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.suite.profile.Profile;
import dev.touchstone.suite.profile.Profiles;
import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.run.CaseIndex;
import dev.touchstone.suite.run.RunListener;
import dev.touchstone.suite.run.RunOptions;
import dev.touchstone.suite.run.Runner;
import dev.touchstone.suite.run.clean.RunPrefix;
import dev.touchstone.suite.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite can fail: each planted bug is found by the case that names itself its killer, and by nothing but the bug. */
class PlantedBugsDieTest {
    private final RuleBook book = RuleBook.standard();
    private final CaseIndex index = CaseIndex.load();
    private final Profile profile = Profiles.builtIn(book).named("touchstone");

    static List<PlantedBug> bugs() {
        return PlantedBugs.all();
    }

    @Test
    void thereAreAtLeastFifteen() {
        assertThat(bugs())
                .hasSizeGreaterThanOrEqualTo(15)
                .extracting(PlantedBug::id)
                .doesNotHaveDuplicates();
    }

    @Timeout(90)
    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void itsCaseFailsWhileTheBugIsThere(PlantedBug bug) {
        try (EmbeddedTarget broker = new EmbeddedTarget();
                Target buggy = PlantedBugTarget.of(broker, bug)) {
            assertThat(judge(buggy, List.of(bug.killedBy()), Duration.ofSeconds(3)))
                    .singleElement()
                    .extracting(CaseResult::verdict)
                    .isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    @Timeout(90)
    void allTheseCasesPassThroughTheProxyWithoutABug() {
        try (EmbeddedTarget broker = new EmbeddedTarget();
                Target honest = PlantedBugTarget.withoutBug(broker)) {
            List<String> cases =
                    bugs().stream().map(PlantedBug::killedBy).distinct().toList();
            assertThat(judge(honest, cases, Duration.ofSeconds(10)))
                    .hasSameSizeAs(cases)
                    .allMatch(result -> result.verdict() == Verdict.PASS, "PASS");
        }
    }

    private List<CaseResult> judge(Target target, List<String> cases, Duration patience) {
        RunOptions usual = RunOptions.defaults(1);
        RunOptions options = new RunOptions(
                cases, List.of(), List.of(), 8, patience, usual.deadline(), 1, usual.tries(), false, false);
        String prefix = RunPrefix.fresh(Instant.now(), System.nanoTime()).text();
        return new Runner(book, index, List.of()).run(target, options, profile, prefix, new RunListener() {});
    }
}
