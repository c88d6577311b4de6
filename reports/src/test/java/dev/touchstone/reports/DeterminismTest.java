package dev.touchstone.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.badge.Badge;
import dev.touchstone.reports.compare.Comparison;
import dev.touchstone.reports.compare.ComparisonText;
import dev.touchstone.reports.console.ConsoleReport;
import dev.touchstone.reports.console.Style;
import dev.touchstone.reports.html.HtmlReport;
import dev.touchstone.reports.json.JsonReport;
import dev.touchstone.reports.junitxml.JunitXmlReport;
import dev.touchstone.reports.markdown.MarkdownReport;
import dev.touchstone.reports.model.RunResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same result gives the same characters, whether it comes from memory or from its file. */
class DeterminismTest {
    static List<RunResult> runs() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void whatWasReadAgainRendersTheSame(RunResult run) {
        RunResult again = JsonReport.parse(JsonReport.render(run));

        assertThat(again).isEqualTo(run);
        assertThat(everything(again)).isEqualTo(everything(run));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void nothingInvisibleIsLeft(RunResult run) {
        for (String text : everything(run)) {
            assertThat(text)
                    .doesNotContainPattern(
                            "[\\x00-\\x09\\x0B-\\x1F\\x7F\\u202E\\uFFFE\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])");
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everythingCanBeStoredAsUtf8(RunResult run) {
        assertThat(JsonReport.render(run))
                .matches(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
        assertThat(everything(run))
                .allMatch(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    private static List<String> everything(RunResult run) {
        Comparison comparison = Comparison.of(Samples.ordinary(), run);
        return List.of(
                ConsoleReport.render(run, Style.plain()),
                JunitXmlReport.render(run, true),
                MarkdownReport.render(run),
                HtmlReport.render(run),
                Badge.render(run),
                ComparisonText.console(comparison, Style.plain()),
                ComparisonText.markdown(comparison));
    }
}
