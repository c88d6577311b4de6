package dev.touchstone.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.Samples;
import dev.touchstone.reports.console.Style;
import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.ConnectionEnd;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.reports.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    @ParameterizedTest
    @CsvSource({
        "PASS, FAIL, NEW_FAILURE",
        "PASS, INCONCLUSIVE, NEW_FAILURE",
        "PASS, UNSUPPORTED, WORSE",
        "UNSUPPORTED, NON_STRICT, WORSE",
        "FAIL, DEVIATION, FIXED",
        "DEVIATION, FAIL, NEW_FAILURE",
        "FAIL, PASS, FIXED",
        "DEVIATION, UNEXPECTED_PASS, BETTER",
        "PASS, INFO, CHANGED",
        "ERROR, FAIL, CHANGED",
        "FAIL, INCONCLUSIVE, CHANGED",
    })
    void aCaseIsRankedByWhatTheBrokerDid(Verdict was, Verdict is, Difference.Kind kind) {
        Comparison comparison = Comparison.of(run(of("A-1/x", was)), run(of("A-1/x", is)));

        assertThat(comparison.differences())
                .singleElement()
                .extracting(Difference::kind)
                .isEqualTo(kind);
        assertThat(comparison.worse()).isEqualTo(kind.isWorse());
    }

    @Test
    void whatOnlyOneOfThemHasIsNamed() {
        Comparison comparison = Comparison.of(
                run(of("A-1/gone", Verdict.PASS), of("A-1/both", Verdict.PASS)),
                run(of("A-1/both", Verdict.PASS), of("A-1/new", Verdict.PASS), of("A-1/newAndBad", Verdict.FAIL)));

        assertThat(comparison.of(Difference.Kind.ONLY_A))
                .extracting(Difference::id)
                .containsExactly("A-1/gone");
        assertThat(comparison.of(Difference.Kind.ONLY_B))
                .extracting(Difference::id)
                .containsExactly("A-1/new");
        assertThat(comparison.of(Difference.Kind.NEW_FAILURE))
                .extracting(Difference::change)
                .containsExactly("absent → fail");
        assertThat(comparison.same()).isEqualTo(1);
    }

    @Test
    void anotherEndOfTheConnectionIsAChange() {
        CaseResult reset = of("A-1/x", Verdict.PASS).toBuilder()
                .connectionEnd(ConnectionEnd.of(ConnectionEnd.Kind.RESET))
                .build();
        Comparison comparison = Comparison.of(run(of("A-1/x", Verdict.PASS)), run(reset));

        assertThat(comparison.of(Difference.Kind.CHANGED))
                .singleElement()
                .extracting(Difference::change)
                .isEqualTo("pass → pass, connection not looked at → reset");
        assertThat(comparison.worse()).isFalse();
    }

    @Test
    void equalResultsHaveNoDifference() {
        for (RunResult run : Samples.all()) {
            Comparison comparison = Comparison.of(run, run);

            assertThat(comparison.differences()).isEmpty();
            assertThat(comparison.worse()).isFalse();
            assertThat(ComparisonText.console(comparison, Style.plain())).contains("No difference in");
        }
    }

    @Test
    void rulesThatWereJudgedOnceOnlyAreNamed() {
        Comparison comparison = Comparison.of(Samples.ordinary(), Samples.clean());

        assertThat(comparison.rulesLost())
                .containsExactly("E2E-01", "QUEUE-01", "QUEUE-02", "QUEUE-03", "QUEUE-08", "QUEUE-09");
        assertThat(comparison.rulesGained()).isEmpty();
    }

    @Test
    void bothFormsNameTheWorstFirst() {
        Comparison comparison = Comparison.of(Samples.clean(), Samples.ordinary());

        assertThat(ComparisonText.console(comparison, Style.plain()))
                .contains("\nNew failures (3)\n  HB-01/a  pass → inconclusive\n  HB-02/a  pass → error\n")
                .contains("      came: channel.close 406 PRECONDITION_FAILED\n")
                .endsWith("\n3 worse, 0 better, 6 otherwise different, 0 the same\n");
        assertThat(ComparisonText.markdown(comparison))
                .startsWith("### ❌ 3 worse, 0 better")
                .contains("#### New failures (3)\n\n| Case | Change | Came |")
                .contains("| HB-01/a | pass → inconclusive |  |");
    }

    private static CaseResult of(String id, Verdict verdict) {
        return Samples.simple(id, "A-1", verdict);
    }

    private static RunResult run(CaseResult... cases) {
        return RunResult.builder(TargetInfo.of("x", "")).cases(List.of(cases)).build();
    }
}
