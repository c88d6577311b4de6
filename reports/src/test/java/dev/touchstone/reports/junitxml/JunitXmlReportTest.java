package dev.touchstone.reports.junitxml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.Samples;
import dev.touchstone.reports.model.RunResult;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JunitXmlReportTest {
    static List<RunResult> runs() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void itIsWellFormedAndItsCountsAreTrue(RunResult run) throws Exception {
        for (boolean strict : new boolean[] {false, true}) {
            Element root = parse(JunitXmlReport.render(run, strict));

            assertThat(root.getAttribute("tests"))
                    .isEqualTo(String.valueOf(run.cases().size()));
            for (Element suite : elements(root, "testsuite")) {
                assertThat(suite.getAttribute("tests")).isEqualTo(count(suite, "testcase"));
                assertThat(suite.getAttribute("failures")).isEqualTo(count(suite, "failure"));
                assertThat(suite.getAttribute("errors")).isEqualTo(count(suite, "error"));
                assertThat(suite.getAttribute("skipped")).isEqualTo(count(suite, "skipped"));
            }
            assertThat(root.getAttribute("failures")).isEqualTo(count(root, "failure"));
            assertThat(root.getAttribute("errors")).isEqualTo(count(root, "error"));
            assertThat(root.getAttribute("skipped")).isEqualTo(count(root, "skipped"));
        }
    }

    @Test
    void verdictsBecomeWhatJUnitKnows() throws Exception {
        Element root = parse(JunitXmlReport.render(Samples.ordinary(), false));

        Element failure = elements(root, "failure").get(0);
        assertThat(failure.getAttribute("message"))
                .isEqualTo("expected channel.close 404 NOT_FOUND, came channel.close 406 PRECONDITION_FAILED");
        assertThat(((Element) failure.getParentNode()).getTextContent())
                .contains("connection: closed by the broker, 504", "0.400  S>C  1  channel.close   406");
        assertThat(elements(root, "error")).hasSize(2);
        assertThat(elements(root, "skipped"))
                .extracting(skipped -> skipped.getAttribute("message"))
                .containsExactly(
                        "deviation: errata, section 7", "unsupported: no capability exchange_exchange_bindings");
    }

    @Test
    void anUnexpectedPassFailsAStrictRunOnly() throws Exception {
        assertThat(parse(JunitXmlReport.render(Samples.ordinary(), false)).getAttribute("failures"))
                .isEqualTo("1");
        assertThat(parse(JunitXmlReport.render(Samples.ordinary(), true)).getAttribute("failures"))
                .isEqualTo("2");
    }

    @Test
    void suitesAreAreasAndSayWhoWasJudged() throws Exception {
        Element root = parse(JunitXmlReport.render(Samples.ordinary(), false));

        assertThat(elements(root, "testsuite"))
                .extracting(suite -> suite.getAttribute("name"))
                .containsExactly("HB", "QUEUE", "E2E");
        assertThat(JunitXmlReport.render(Samples.ordinary(), false))
                .contains(
                        "<property name=\"product\" value=\"RabbitMQ\"/>",
                        "<property name=\"version\" value=\"3.10.8\"/>");
        assertThat(elements(root, "testcase").get(2).getAttribute("time")).isEqualTo("0.012");
    }

    private static Element parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    private static String count(Element parent, String name) {
        return String.valueOf(elements(parent, name).size());
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
