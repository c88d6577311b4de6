package dev.touchstone.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    private Path folder;

    @Test
    void aStoredHistoryIsReadBackAsItWas() throws IOException {
        History history = new PlantedHistory()
                .published(0)
                .confirmed(0)
                .killed()
                .redelivered(0)
                .acked(0, 3)
                .committed(3)
                .history();
        Path file = folder.resolve("history.txt");
        history.write(file);
        assertThat(History.read(file).events()).isEqualTo(history.events());
    }

    @Test
    void aBrokenLineIsNamed() throws IOException {
        Path file = folder.resolve("history.txt");
        new PlantedHistory().published(0).history().write(file);
        Files.writeString(file, Files.readString(file) + "PUBLISH 1 1\n");
        assertThatThrownBy(() -> History.read(file)).hasMessageContaining("line 3");
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("other.txt"), "hello\n");
        assertThatThrownBy(() -> History.read(file)).hasMessageContaining("no history of version 1");
    }
}
