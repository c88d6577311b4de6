package dev.touchstone.ci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar that users run: both engines are in it and find their cases, however the classes were packed. */
class ShippedJarIT {
    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void bothEnginesRunFromTheJar() throws Exception {
        Path json = folder.resolve("r.json");
        String output =
                touchstone("certify", "--filter", "TOPIC-*,QUEUE-08", "--tries", "5", "--json", json.toString());
        assertThat(json).as(output).exists();
        JsonNode result = new ObjectMapper().readTree(Files.readString(json));
        List<String> ids = new ArrayList<>();
        List<String> seeds = new ArrayList<>();
        result.path("cases").forEach(found -> {
            ids.add(found.path("id").asText());
            seeds.add(found.path("seed").asText());
        });
        assertThat(ids).contains("QUEUE-08/passiveDeclareOfAMissingQueueIs404");
        assertThat(seeds).as("a property of jqwik among " + ids).anyMatch(seed -> !seed.isEmpty());
        assertThat(result.path("summary").path("FAIL").asInt()).as(output).isZero();
    }

    @Test
    @Timeout(60)
    void theVersionIsThatOfTheBuild() throws Exception {
        assertThat(touchstone("--version")).startsWith("touchstone 0.");
    }

    private String touchstone(String... words) throws IOException, InterruptedException {
        Path log = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target", "touchstone.jar").toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(110, TimeUnit.SECONDS)).isTrue();
        return Files.readString(log);
    }
}
