package dev.touchstone.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.Samples;
import dev.touchstone.reports.json.JsonReport;
import dev.touchstone.reports.model.RunResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {
    static List<RunResult> runs() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void thePageNeedsNothingElseAndRunsOnlyItsOwnScript(RunResult run) {
        String page = HtmlReport.render(run);

        assertThat(count(page, "<script")).isEqualTo(1);
        assertThat(count(page, "<style")).isEqualTo(1);
        assertThat(page).doesNotContain("<img", "<link", "<iframe", "url(", "@import");
        assertThat(attributes(page)).isNotEmpty().noneMatch(name -> name.matches("on\\w+|style|src|srcset|action"));
        assertThat(matches(page, "href=\"([^\"]*)\"")).allMatch(href -> href.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyLinkLeadsSomewhereAndIdsAreUnique(RunResult run) {
        String page = HtmlReport.render(run);
        List<String> ids = matches(page, " id=\"([^\"]*)\"");

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(matches(page, "href=\"#([^\"]*)\"")).isSubsetOf(ids);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void whatIsOpenedIsClosed(RunResult run) {
        String page = HtmlReport.render(run);

        for (String element :
                List.of("div", "section", "details", "article", "dl", "dd", "span", "a", "ul", "li", "p", "svg")) {
            int opened = matches(page, "<" + element + "(?=[ >])").size();
            assertThat(count(page, "</" + element + ">")).as(element).isEqualTo(opened);
        }
    }

    @Test
    void thePolicyNamesTheVeryStyleAndScriptOfThePage() throws Exception {
        String page = HtmlReport.render(Samples.ordinary());

        for (String element : List.of("style", "script")) {
            String content = matches(page, "(?s)<" + element + ">(.*?)</" + element + ">")
                    .get(0);
            String hash = Base64.getEncoder().encodeToString(sha256(content));
            assertThat(page).contains(element + "-src &#39;sha256-" + hash);
        }
    }

    @Test
    void theMatrixShowsEveryRuleAndEveryCase() {
        String page = HtmlReport.render(Samples.big());

        assertThat(count(page, "<a class=\"tile ")).isEqualTo(600);
        assertThat(count(page, "<details class=\"rule ")).isEqualTo(600);
        assertThat(count(page, "<article class=\"case\"")).isEqualTo(1_200);
        assertThat(count(page, "<details class=\"wire\">")).isEqualTo(60);
        assertThat(page.length()).isLessThan(3_000_000);
    }

    @Test
    void aRuleShowsWhereItStands() {
        String page = HtmlReport.render(Samples.ordinary());

        assertThat(page)
                .contains("<title>RabbitMQ 3.10.8: Does not conform</title>")
                .contains("Passive declare of <code>missing</code> → CH 404")
                .contains("No case covers this rule, and nobody wrote down why.")
                .contains("Needs three nodes")
                .contains("<span class=\"pill NOT_RUN\">not run</span> <code>HA-02/a</code>")
                .contains("1 of the uncovered rules are binding");
        assertThat(matches(page, "(?s)id=\"rule-QUEUE-08\"([^>]*)>").get(0)).contains("open");
        assertThat(matches(page, "(?s)id=\"rule-QUEUE-01\"([^>]*)>").get(0)).doesNotContain("open");
    }

    @Test
    void aCaseOfTwoRulesIsShownOnceAndLinkedFromTheOther() {
        String page = HtmlReport.render(Samples.ordinary());

        assertThat(count(page, "0.400  S&gt;C  1  channel.close")).isEqualTo(1);
        assertThat(page).containsPattern("<p class=\"elsewhere\">.*<a href=\"#case-8\">QUEUE-08/passiveDeclare");
    }

    @Test
    void emptyAndPartialRunsSaySo() {
        assertThat(HtmlReport.render(Samples.empty())).contains("No case ran, and no rule book was given.");
        assertThat(HtmlReport.render(Samples.partial())).contains("<b>Not everything ran.</b> interrupted");
    }

    @Test
    void thePageNamesItsJson() throws Exception {
        String digest = HexFormat.of().formatHex(sha256(JsonReport.render(Samples.clean())));

        assertThat(HtmlReport.render(Samples.clean())).contains("<code>" + digest + "</code>");
    }

    /** Names of all attributes: what stands in a tag once the quoted values are gone. */
    private static List<String> attributes(String page) {
        return matches(page, "<[a-z](?:[^\"<>]|\"[^\"]*\")*>").stream()
                .map(tag -> tag.replaceAll("\"[^\"]*\"", ""))
                .flatMap(tag -> matches(tag, "([a-z-]+)=").stream())
                .toList();
    }

    private static byte[] sha256(String text) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int count(String text, String part) {
        return matches(text, Pattern.quote(part)).size();
    }

    private static List<String> matches(String text, String regex) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.groupCount() == 0 ? match.group() : match.group(1))
                .toList();
    }
}
