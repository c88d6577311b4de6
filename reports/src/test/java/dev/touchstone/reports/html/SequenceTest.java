package dev.touchstone.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.Samples;
import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.reports.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceTest {
    private static final List<String> WIRE = List.of(
            "      1.2 p1   ->        protocol header AMQP 00 00 09 01",
            "      2.5 p1   <-     0  connection.start(version-major=0, version-minor=9)",
            "      9.0 c2   ->     1  queue.declare(ticket=0, queue=\"x\", passive=true, durable=false, nowait=false, arguments={})",
            "     10.1 c2   <-     1  channel.close(reply-code=404, reply-text=\"NOT_FOUND\", class-id=50, method-id=10)",
            "     11.0 p1   --        connection reset 3 ms after the last octets were sent");

    @Test
    void eachConnectionHasALineAndEachFrameAnArrow() {
        Sequence sequence = Sequence.of(failed(WIRE)).orElseThrow();

        assertThat(sequence.lanes()).extracting(Sequence.Lane::label).containsExactly("p1", "c2", "broker");
        assertThat(sequence.steps())
                .extracting(Sequence.Step::kind)
                .containsExactly("sent", "received", "sent", "closed", "note");
        Sequence.Step declare = sequence.steps().get(2);
        assertThat(declare.from()).isLessThan(declare.to());
        assertThat(declare.text()).isEqualTo("1  queue.declare(queue=\"x\", passive=true)");
        assertThat(declare.full()).contains("durable=false");
        assertThat(sequence.steps().get(3).from()).isGreaterThan(declare.from());
        assertThat(sequence.last()).isEqualTo("✕ fail: channel.close 404");
    }

    @Test
    void thePictureIsInThePageOfAFailedCaseOnlyAndHasWordsForThoseWhoDoNotSeeIt() {
        String page = HtmlReport.render(run(failed(WIRE)));

        assertThat(page)
                .contains("<details class=\"sequence\" open>")
                .contains("role=\"img\" aria-label=\"Sequence of 5 steps between 2 connections and the broker")
                .contains("<g class=\"closed\">");
        CaseResult passed = failed(WIRE).toBuilder().verdict(Verdict.NON_STRICT).build();
        assertThat(HtmlReport.render(run(passed))).doesNotContain("class=\"sequence\"");
    }

    @Test
    void whatABrokerSaysIsTextAndStaysInItsPlace() {
        String line = "      1.0 c1   <-     1  basic.return(reply-text=\"" + Samples.HOSTILE.replaceAll("[\r\n]", "")
                + "\")";
        String page = HtmlReport.render(run(failed(List.of(line))));

        assertThat(page).contains("class=\"sequence\"").doesNotContain("<script>alert", "<img", "</svg></script>");
    }

    @Test
    void aLongTranscriptLosesItsMiddle() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(String.format("%9d.0 c1   <-     1  basic.deliver(delivery-tag=%d)", i, i));
        }
        Sequence sequence = Sequence.of(failed(many)).orElseThrow();

        assertThat(sequence.steps()).hasSize(80);
        assertThat(sequence.steps().get(29).kind()).isEqualTo("gap");
        assertThat(sequence.steps().get(79).text()).contains("delivery-tag=499");
        assertThat(HtmlReport.render(run(failed(many)))).contains("<details class=\"sequence\">");
    }

    @Test
    void aTranscriptOfAnotherFormHasNoPicture() {
        assertThat(Sequence.of(failed(List.of("something else")))).isEmpty();
        assertThat(Sequence.of(failed(List.of()))).isEmpty();
    }

    private static CaseResult failed(List<String> wire) {
        return Samples.simple("QUEUE-08/x", "QUEUE-08", Verdict.FAIL).toBuilder()
                .actual("channel.close 404")
                .transcript(wire)
                .build();
    }

    private static RunResult run(CaseResult result) {
        return RunResult.builder(TargetInfo.of("x", "")).cases(List.of(result)).build();
    }
}
