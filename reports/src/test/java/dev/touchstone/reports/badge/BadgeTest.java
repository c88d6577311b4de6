package dev.touchstone.reports.badge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.Samples;
import dev.touchstone.reports.model.RunResult;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class BadgeTest {
    static List<RunResult> runs() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void itIsAWellFormedPicture(RunResult run) throws Exception {
        Element svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Badge.render(run))))
                .getDocumentElement();

        assertThat(svg.getTagName()).isEqualTo("svg");
        assertThat(Integer.parseInt(svg.getAttribute("width"))).isBetween(100, 400);
    }

    @Test
    void itSaysWhatTheRunSays() {
        assertThat(Badge.render(Samples.ordinary())).contains("AMQP 0-9-1: 1 failure, 8 rules judged");
        assertThat(Badge.render(Samples.clean())).contains("AMQP 0-9-1: conforms, 2 rules judged");
        assertThat(Badge.render(Samples.partial())).contains("incomplete");
        assertThat(Badge.render(Samples.empty())).contains("nothing judged");
    }
}
