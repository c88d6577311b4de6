package dev.touchstone.reports.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.reports.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunResultTest {
    @Test
    void casesStandInTheOrderOfTheBookWhateverOrderTheyRanIn() {
        assertThat(Samples.ordinary().cases())
                .extracting(CaseResult::id)
                .containsExactly(
                        "HB-01/a",
                        "HB-02/a",
                        "QUEUE-01/declareAnswersWithCounts",
                        "QUEUE-01/namesMayBeLong",
                        "QUEUE-02/b",
                        "QUEUE-03/a",
                        "QUEUE-03/b",
                        "QUEUE-08/passiveDeclareOfAMissingQueueIs404",
                        "E2E-01/bind");
    }

    @Test
    void aRuleHasTheWorstVerdictOfItsCasesOrAStatus() {
        List<RuleResult> rules = Samples.ordinary().rules();

        assertThat(rules)
                .extracting(RuleResult::verdict)
                .containsExactly(
                        Verdict.INCONCLUSIVE,
                        Verdict.ERROR,
                        Verdict.NON_STRICT,
                        Verdict.INFO,
                        Verdict.UNEXPECTED_PASS,
                        Verdict.FAIL,
                        Verdict.FAIL,
                        Verdict.UNSUPPORTED,
                        null,
                        null,
                        null);
        assertThat(rules.subList(8, 11))
                .extracting(RuleResult::status)
                .containsExactly(RuleResult.Status.WAIVED, RuleResult.Status.NOT_RUN, RuleResult.Status.UNCOVERED);
    }

    @Test
    void aCaseThatRanBelongsToItsRuleAlsoIfTheBookForgotIt() {
        assertThat(Samples.ordinary().rules().get(2).cases())
                .containsExactly("QUEUE-01/declareAnswersWithCounts", "QUEUE-01/namesMayBeLong");
    }

    @Test
    void countsAddUp() {
        for (RunResult run : Samples.all()) {
            Coverage coverage = run.coverage();
            assertThat(coverage.judged() + coverage.notRun() + coverage.waived() + coverage.uncovered())
                    .isEqualTo(coverage.rules())
                    .isEqualTo(run.rules().size());
            assertThat(run.summary().total()).isEqualTo(run.cases().size());
            assertThat(run.summary().counts()).hasSize(9);
        }
        assertThat(Samples.ordinary().summary().worst()).contains(Verdict.ERROR);
        assertThat(Samples.empty().summary().worst()).isEmpty();
    }

    @Test
    void whatABrokerSaysIsBounded() {
        CaseResult endless = CaseResult.builder("A-1/x", "A-1")
                .actual("y".repeat(1_000_000))
                .transcript(Samples.lines(10_000))
                .build();

        assertThat(endless.actual()).hasSize(16_384).endsWith("cut, 1000000 characters in all");
        assertThat(endless.transcript()).hasSize(4_000).last().isEqualTo("… 6001 more lines");
        assertThat(endless.toBuilder().build()).isEqualTo(endless);
    }

    @Test
    void nonsenseIsRefusedWithASentence() {
        assertThatThrownBy(() -> CaseResult.builder(" ", "A-1").build()).hasMessage("The id of a case is missing");
        assertThatThrownBy(() -> CaseResult.builder("A-1/x", "A-1").millis(-1).build())
                .hasMessage("Case A-1/x took -1 ms");
        assertThatThrownBy(() -> ConnectionEnd.closedByPeer(70_000, "x")).hasMessageContaining("0 to 65535");
    }

    @Test
    void anEndOfAConnectionReadsAsALine() {
        assertThat(ConnectionEnd.closedByPeer(504, "CHANNEL_ERROR").describe())
                .isEqualTo("closed by the broker, 504 CHANNEL_ERROR");
        assertThat(ConnectionEnd.closedByPeer(320, null).describe()).isEqualTo("closed by the broker, 320");
        assertThat(ConnectionEnd.of(ConnectionEnd.Kind.SILENT_EOF).describe()).isEqualTo("ended without a close");
    }
}
