package dev.touchstone.reports.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "1999, 1.9 s",
        "60000, 1 min 00 s",
        "125999, 2 min 05 s",
        "3720000, 1 h 02 min"
    })
    void durationsReadWell(long millis, String words) {
        assertThat(Words.duration(millis)).isEqualTo(words);
    }

    @Test
    void invisibleCharactersAreShown() {
        assertThat(SafeText.line("a\u001b[0m\tb\r\nc\u0085\u202E\uD800 ä→😀"))
                .isEqualTo("a\\x1b[0m\\tb\\r\\nc\\x85\\u{202e}\\u{d800} ä→😀");
        assertThat(SafeText.block("a\r\n\tb\rc")).isEqualTo("a\n    b\\rc");
        assertThat(SafeText.block(List.of("a\nb", "c"))).isEqualTo("a\\nb\nc");
    }

    @Test
    void cuttingKeepsCharactersWhole() {
        assertThat(SafeText.cut("abc", 3)).isEqualTo("abc");
        assertThat(SafeText.cut("abcd", 3)).isEqualTo("ab…");
        assertThat(SafeText.cut("a😀bc", 3)).isEqualTo("a…");
    }

    @Test
    void longTranscriptsLoseTheirMiddle() {
        List<String> kept = SafeText.middleOut(Samples.lines(100), 2, 3);

        assertThat(kept).hasSize(6);
        assertThat(kept.get(2)).contains("95 lines left out");
        assertThat(SafeText.middleOut(Samples.lines(6), 2, 3)).hasSize(6);
    }

    @Test
    void theOutcomeNeverSaysMoreThanWasJudged() {
        assertThat(Outcome.of(Samples.ordinary())).isEqualTo(Outcome.FAILS);
        assertThat(Outcome.of(Samples.clean())).isEqualTo(Outcome.CONFORMS);
        assertThat(Outcome.of(Samples.partial())).isEqualTo(Outcome.INCOMPLETE);
        assertThat(Outcome.of(Samples.empty())).isEqualTo(Outcome.NOTHING);
        assertThat(Outcome.scope(Samples.ordinary()))
                .isEqualTo("8 of 11 rules judged by 9 cases, 1 not run, 1 waived, 1 uncovered");
    }

    @Test
    void aCaseWhoseRuleIsInNoBookHasAnAreaAllTheSame() {
        List<AreaSummary> areas = AreaSummary.of(Samples.hostile());

        assertThat(areas.stream().mapToInt(area -> area.cases().size()).sum()).isEqualTo(2);
        assertThat(AreaSummary.of(Samples.ordinary()))
                .extracting(AreaSummary::area)
                .containsExactly("HB", "QUEUE", "E2E", "HA");
    }
}
