package dev.touchstone.ci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a user meets it: words in, words and exit codes out. */
class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int touchstone(String... args) {
        return Touchstone.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void listAsJsonIsAnArrayOfRulesWithTheirCases() throws IOException {
        assertThat(touchstone("list", "--json")).isZero();
        JsonNode rules = new ObjectMapper().readTree(out.toString());
        assertThat(rules).hasSize(594);
        for (JsonNode rule : rules) {
            if (rule.path("id").asText().equals("EXCH-DEFAULT-01")) {
                assertThat(rule.path("area").asText()).isEqualTo("EXCH");
                assertThat(rule.path("level").asText()).isEqualTo("S!");
                assertThat(rule.path("cases")).isNotEmpty();
                assertThat(rule.has("waiver")).isTrue();
            }
        }
    }

    @Test
    void explainNamesSourceAndCases() {
        assertThat(touchstone("explain", "queue-08")).isZero();
        assertThat(out.toString()).contains("QUEUE-08").contains("passiveDeclareOfAMissingQueueIs404");
    }

    @Test
    void anUnknownRuleIsAUsageErrorThatNamesTheNearest() {
        assertThat(touchstone("explain", "QUEUE-99")).isEqualTo(2);
        assertThat(err.toString()).contains("no rule is called QUEUE-99").contains("the nearest are QUEUE-");
    }

    @Test
    void aFilterThatMatchesNothingIsAUsageError() {
        assertThat(touchstone("certify", "--filter", "NOPE-*")).isEqualTo(2);
        assertThat(err.toString()).contains("no case matches");
    }

    @Test
    void wrongNumbersAreRefusedWithTheirRange() {
        assertThat(touchstone("certify", "--jobs", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--jobs takes 1 to 64, not 0");
    }

    @Test
    void aResultThatCannotBeWrittenIsSaidBeforeTheRun(@TempDir Path folder) {
        Path file = folder.resolve("missing").resolve("r.json");
        assertThat(touchstone("certify", "--json", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("its folder is missing");
    }

    @Test
    void certifyJudgesTheEmbeddedBrokerAndWritesEveryReport(@TempDir Path folder) throws IOException {
        int code = touchstone(
                "certify",
                "--filter=QUEUE-08,BIND-01",
                "--seed=7",
                "--json=" + folder.resolve("r.json"),
                "--junit-xml=" + folder.resolve("r.xml"),
                "--markdown=" + folder.resolve("r.md"),
                "--html=" + folder.resolve("r.html"),
                "--badge=" + folder.resolve("r.svg"));
        assertThat(code).as(out.toString() + err).isZero();
        JsonNode result = new ObjectMapper().readTree(Files.readString(folder.resolve("r.json")));
        assertThat(result.path("schema").asText()).isEqualTo("touchstone/certificate/1");
        assertThat(result.path("seed").asText()).isEqualTo("7");
        assertThat(result.path("summary").path("PASS").asInt()).isGreaterThanOrEqualTo(3);
        for (String name : new String[] {"r.xml", "r.md", "r.html", "r.svg"}) {
            assertThat(folder.resolve(name)).isNotEmptyFile();
        }
    }

    @Test
    void compareOfAResultWithItselfFindsNothingWorse(@TempDir Path folder) {
        Path file = folder.resolve("r.json");
        touchstone("certify", "-q", "--filter", "QUEUE-08", "--json", file.toString());
        assertThat(touchstone("compare", file.toString(), file.toString())).isZero();
    }

    @Test
    void compareOfSomethingElseSaysWhatItIs(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), "{}");
        assertThat(touchstone("compare", file.toString(), file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("no result of 'touchstone certify --json'");
    }
}
