package dev.touchstone.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.Samples;
import dev.touchstone.reports.console.Style;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingsTest {
    @Test
    void aRowForEachAreaAndAColumnForEachResult() {
        String table = Standings.of(List.of(Samples.ordinary(), Samples.clean(), Samples.partial()))
                .console(Style.plain());

        assertThat(table)
                .contains("1  RabbitMQ 3.10.8 · command:rabbitmq · profile rabbitmq-3 · 2026-11-22 14:15\n")
                .contains("3  embedded · embedded · no profile · 1970-01-01 00:00 · partial\n")
                .containsPattern("HB +Heartbeats +0/2 1! 1\\? +2/2 +1/1\n")
                .containsPattern("QUEUE +Queues +.*1✕.* +· +· *\n")
                .containsPattern("all +3/9 .* 2/2 +1/1\n")
                .contains("cases that hold of those that ran, ! error, ✕ fail");
        assertThat(table.lines()).noneMatch(line -> line.length() > 110);
    }

    @Test
    void theSameAsMarkdown() {
        String table =
                Standings.of(List.of(Samples.ordinary(), Samples.clean())).markdown();

        assertThat(table)
                .startsWith("## 2 results by area\n")
                .contains("| Area | 1: RabbitMQ 3.10.8 | 2: RabbitMQ 3.10.8 |\n| --- | --- | --- |\n")
                .contains("| HB Heartbeats | 0/2 1! 1? | 2/2 |");
    }

    @Test
    void hostileTextsStayOnTheirLines() {
        String table = Standings.of(List.of(Samples.hostile(), Samples.clean())).console(Style.plain());
        assertThat(table).doesNotContain("\u001b", "\r");
        assertThat(Standings.of(List.of(Samples.hostile())).markdown()).doesNotContain("<script>");
    }
}
