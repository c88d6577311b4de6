package dev.touchstone.reports.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.reports.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleReportTest {
    @Test
    void columnsAreAlignedAndFailuresExplained() {
        String report = ConsoleReport.render(Samples.ordinary(), Style.plain().withColumns(160));

        assertThat(report)
                .contains("""
                        area                                    rules  info  pass  unsupported  non-strict  deviation  unexpected pass  inconclusive  fail  error
                        HB     Heartbeats                         2/2     ·     ·            ·           ·          ·                ·             1     ·      1
                        QUEUE  Queues                             5/5     1     1            ·           1          1                1             ·     1      ·
                        E2E    Exchange-to-exchange bindings      1/1     ·     ·            1           ·          ·                ·             ·     ·      ·
                        all                                       8/8     1     1            1           1          1                1             1     1      1
                        nothing ran in 1 other area
                        """)
                .contains("""
                        FAIL  QUEUE-08/passiveDeclareOfAMissingQueueIs404  1.2 s
                          rule      QUEUE-08 S!  Passive declare of `missing` → CH 404
                                    source: spec; d:queues
                          rule      QUEUE-09 S!  Passive declare of `missing` → CH 404
                                    source: spec; d:queues
                          case      Passive declare of a missing queue closes the channel
                          expected  channel.close 404 NOT_FOUND
                          came      channel.close 406 PRECONDITION_FAILED
                          ended     closed by the broker, 504 CHANNEL_ERROR - expected 'channel.open'
                          wire
                                 0.000  C>S  1  queue.declare   passive=1
                                 0.400  S>C  1  channel.close   406
                        """)
                .contains("  expected  EOF after 2 to 3 intervals\n  or        connection.close 320\n")
                .endsWith("8 of 11 rules judged by 9 cases, 1 not run, 1 waived, 1 uncovered · 48.2 s\n");
    }

    @Test
    void colourComesOnlyWhenTold() {
        assertThat(ConsoleReport.render(Samples.ordinary(), Style.plain())).doesNotContain("\u001b");
        assertThat(ConsoleReport.render(Samples.ordinary(), Style.ansi())).contains("\u001b[1;31mFAIL\u001b[0m");
    }

    @Test
    void aBrokerCannotColourOrMoveTheCursor() {
        String coloured = ConsoleReport.render(Samples.hostile(), Style.ansi());

        assertThat(coloured.replaceAll("\u001b\\[[0-9;]+m", "")).doesNotContain("\u001b", "\u0007");
        assertThat(coloured).doesNotContain("\u001b[31m").contains("\\x1b[31m\\x00\\x07");
    }

    @Test
    void aPoorTerminalGetsAscii() {
        String report = ConsoleReport.render(Samples.ordinary(), new Style(false, false, 80));

        assertThat(report).contains("`missing` -> CH 404").matches("(?s)[\\x00-\\x7f]*");
    }

    @Test
    void textIsWrappedAtTheWidth() {
        assertThat(Wrap.at("one two three", 8)).isEqualTo(List.of("one two", "three"));
        assertThat(Wrap.at("abcdefghij", 4)).isEqualTo(List.of("abcd", "efgh", "ij"));
        assertThat(Wrap.at("", 4)).isEqualTo(List.of(""));
        assertThat(ConsoleReport.render(Samples.ordinary(), Style.plain().withColumns(10)))
                .isNotBlank();
        assertThatThrownBy(() -> new Style(false, false, 10)).hasMessageContaining("40 to 400");
    }

    @Test
    void emptyAndPartialRunsSaySo() {
        assertThat(ConsoleReport.render(Samples.empty(), Style.plain()))
                .contains("No case ran.", "Nothing judged: no cases");
        assertThat(ConsoleReport.render(Samples.partial(), Style.plain()))
                .endsWith("Not everything ran: interrupted\n");
    }

    @Test
    void oneCaseCanBeShownAlone() {
        assertThat(ConsoleReport.renderCase(
                        Samples.ordinary(), Samples.ordinary().cases().get(0), Style.plain()))
                .startsWith("\nINCONCLUSIVE  HB-01/a  3 ms\n  rule      HB-01 S!");
    }
}
