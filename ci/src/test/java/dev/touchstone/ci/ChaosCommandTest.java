package dev.touchstone.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chaos commands as a user meets them. */
class ChaosCommandTest {
    private static final String HEADER =
            "# touchstone history 1: type epoch client queue lane number transaction flag\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int touchstone(String... args) {
        return Touchstone.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private Path history(String events) throws IOException {
        return Files.writeString(folder.resolve("history.txt"), HEADER + events);
    }

    @Test
    void theHelpNamesTheAnomaliesAndTheTargets() {
        assertThat(touchstone("chaos", "crash", "--help")).isZero();
        assertThat(out.toString()).contains("L1", "P1", "O1", "D1", "D2", "command:rabbitmq", "command:touchstone");
    }

    @Test
    void wrongNumbersAreRefusedWithTheirRange() {
        assertThat(touchstone("chaos", "crash", "--cycles", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("cycles must be from 1 to 100000, not 0");
    }

    @Test
    void aStoredHistoryIsJudged() throws IOException {
        String lost =
                "PUBLISH 1 1 0 1 0 0 0\nCONFIRMED 1 1 0 1 0 0 0\nKILLED 1 0 -1 -1 -1 0 0\nDRAINED 2 0 -1 -1 -1 0 0\n";
        assertThat(touchstone("chaos", "crash", "--judge", history(lost).toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("1  L1").contains("message 1/0 to queue 0");
    }

    @Test
    void whatIsAllowedIsShownAndDoesNotFail() throws IOException {
        String stuck = "STUCK 1 3 -1 -1 -1 0 0\nDRAINED 2 0 -1 -1 -1 0 0\n";
        String file = history(stuck).toString();
        assertThat(touchstone("chaos", "crash", "--allow", "S1", "--judge", file))
                .isZero();
        assertThat(out.toString()).contains("1  S1");
    }

    @Test
    void anotherFileIsNoHistory() throws IOException {
        Path file = Files.writeString(folder.resolve("x.txt"), "hello");
        assertThat(touchstone("chaos", "crash", "--judge", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("no history of version 1");
    }

    @Test
    void aDataFolderInUseIsNamedWithTheExitCodeOfATargetThatCannotStart() {
        Path data = folder.resolve("data");
        try (Broker broker = Broker.start(BrokerConfig.defaults().withData(data))) {
            assertThat(broker.damages()).isEmpty();
            assertThat(touchstone("broker", "--port", "0", "--data", data.toString()))
                    .isEqualTo(3);
        }
        assertThat(err.toString()).contains(data.toString()).contains("in use");
    }
}
