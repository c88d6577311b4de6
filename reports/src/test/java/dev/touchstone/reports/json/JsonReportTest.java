package dev.touchstone.reports.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.ConnectionEnd;
import dev.touchstone.reports.model.Level;
import dev.touchstone.reports.model.RuleInfo;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.reports.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    @Test
    void aResultComesBackAsItWas() {
        CaseResult failed = CaseResult.builder("QUEUE-08/missing", "QUEUE-08")
                .verdict(Verdict.FAIL)
                .expected("channel.close 404")
                .actual("channel.close 406")
                .connectionEnd(ConnectionEnd.closedByPeer(504, "CHANNEL_ERROR"))
                .transcript(List.of("C→S  1  queue.declare"))
                .build();
        RunResult result = RunResult.builder(TargetInfo.of("embedded", "amqp://localhost:5672/"))
                .cases(List.of(
                        failed, CaseResult.builder("QUEUE-07/b", "QUEUE-07").build()))
                .rule(
                        new RuleInfo("QUEUE-07", "QUEUE", "Queues", Level.AMQP_BINDING, "b", "h", "s", "3✔"),
                        List.of("QUEUE-07/b"),
                        "")
                .rule(
                        new RuleInfo("QUEUE-08", "QUEUE", "Queues", Level.QUIRK, "b", "h", "s", "3✔"),
                        List.of("QUEUE-08/missing"),
                        "")
                .build();

        assertThat(JsonReport.parse(JsonReport.render(result))).isEqualTo(result);
    }
}
