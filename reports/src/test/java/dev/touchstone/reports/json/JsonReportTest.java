package dev.touchstone.reports.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.reports.Samples;
import dev.touchstone.reports.model.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReportTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<RunResult> runs() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void whatIsWrittenFitsTheSchema(RunResult run) throws IOException {
        SchemaCheck schema = new SchemaCheck(MAPPER.readTree(JsonReport.schema()));

        assertThat(schema.problems(MAPPER.readTree(JsonReport.render(run)))).isEmpty();
    }

    @Test
    void theSchemaFindsWhatIsWrong() throws IOException {
        SchemaCheck schema = new SchemaCheck(MAPPER.readTree(JsonReport.schema()));
        String good = JsonReport.render(Samples.ordinary());
        String bad = good.replace("\"S!\"", "\"MUST\"")
                .replace("\"millis\" : 3", "\"millis\" : -3")
                .replace("\"partial\" : false,", "")
                .replace("amqp://127", "amqp://a@127");

        assertThat(bad).isNotEqualTo(good);
        assertThat(schema.problems(MAPPER.readTree(bad)))
                .anyMatch(problem -> problem.contains("/rules/0/level"))
                .anyMatch(problem -> problem.contains("/cases/0/millis"))
                .anyMatch(problem -> problem.contains("partial"))
                .anyMatch(problem -> problem.contains("/target/uri"));
    }

    @Test
    void scriptsFindWhatTheyNeedAtTheTop() throws IOException {
        JsonNode json = MAPPER.readTree(JsonReport.render(Samples.ordinary()));

        assertThat(json.path("schema").asText()).isEqualTo("touchstone/certificate/1");
        assertThat(json.path("summary").path("FAIL").asInt()).isEqualTo(1);
        assertThat(json.path("summary").size()).isEqualTo(9);
        assertThat(json.path("cases").get(0).path("rule").asText()).isEqualTo("HB-01");
        assertThat(json.path("rules").get(10).path("status").asText()).isEqualTo("UNCOVERED");
    }

    @Test
    void aReaderIgnoresWhatItDoesNotKnowAndRefusesOtherFormats(@TempDir Path dir) throws IOException {
        String json = JsonReport.render(Samples.clean());
        Path file = Files.writeString(dir.resolve("old.json"), json.replace("certificate/1", "certificate/9"));

        assertThat(JsonReport.parse(json.replaceFirst("\\{", "{ \"new\": {},"))).isEqualTo(Samples.clean());
        assertThatThrownBy(() -> JsonReport.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("old.json")
                .hasMessageContaining("touchstone/certificate/9");
        assertThatThrownBy(() -> JsonReport.parse("[1")).hasMessageContaining("not a Touchstone result");
        assertThatThrownBy(() -> JsonReport.parse("{}")).hasMessageContaining("not a Touchstone result");
        assertThatThrownBy(() -> JsonReport.parse("null")).hasMessageContaining("not a Touchstone result");
    }
}
