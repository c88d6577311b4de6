package dev.touchstone.reports.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.Samples;
import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.reports.model.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
    @Test
    void itSumsUpListsAreasAndShowsFailures() {
        String page = MarkdownReport.render(Samples.ordinary());

        assertThat(page)
                .startsWith("## ❌ Does not conform — RabbitMQ 3.10.8\n")
                .contains("| Area | | Rules judged | info | pass | unsupported |")
                .contains("| HB | Heartbeats | 2 of 2 |")
                .contains("| **all** | | 8 of 11 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 |")
                .contains("<details><summary><b>FAIL</b> <code>QUEUE-08/passiveDeclareOfAMissingQueueIs404</code>")
                .contains("expected   channel.close 404 NOT_FOUND\ncame       channel.close 406")
                .contains("why        java.lang.NullPointerException\n               at x.Y.z");
    }

    @Test
    void aCleanRunHasNothingToLookAt() {
        assertThat(MarkdownReport.render(Samples.clean()))
                .startsWith("## ✅ Conforms")
                .doesNotContain("To look at");
        assertThat(MarkdownReport.render(Samples.empty())).contains("Nothing judged", "No case ran.");
        assertThat(MarkdownReport.render(Samples.partial()))
                .contains("⚠️ Incomplete", "> Not everything ran: interrupted");
    }

    @Test
    void hostileTextsStayText() {
        String page = MarkdownReport.render(Samples.hostile());
        String markdown = page.replaceAll("(?s)````+text\n.*?\n````+\n", "").replaceAll("(?m)^<details>.*$", "");

        assertThat(page).contains("````text").doesNotContainPattern("(?m)^<details>.*(<script|<img)");
        assertThat(markdown)
                .doesNotContain("<script", "<img", "https://", "@all")
                .doesNotContainPattern("(?m)^# heading")
                .doesNotContainPattern("(?<!\\\\)\\[x\\]");
    }

    @Test
    void theFenceIsLongerThanWhatItHolds() {
        assertThat(Md.fence("a ````` b")).isEqualTo("``````text\na ````` b\n``````\n");
        assertThat(Md.fence("a")).isEqualTo("```text\na\n```\n");
    }

    @Test
    void theSizeStaysBelowWhatAStepSummaryTakes() {
        List<CaseResult> cases = new ArrayList<>();
        List<String> wire = Samples.lines(5_000);
        for (int i = 0; i < 600; i++) {
            cases.add(CaseResult.builder("A-" + i + "/x", "A-" + i)
                    .verdict(Verdict.FAIL)
                    .actual("→".repeat(20_000))
                    .transcript(wire)
                    .build());
        }
        String page = MarkdownReport.render(
                RunResult.builder(TargetInfo.of("x", "")).cases(cases).build());

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(1 << 20);
        assertThat(page).containsPattern("… and \\d+ more cases");
    }
}
