package dev.touchstone.ci.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.suite.run.CaseIndex;
import dev.touchstone.suite.run.CaseInfo;
import dev.touchstone.suite.run.RunListener;
import dev.touchstone.suite.transcript.WireLog;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapturesTest {
    @TempDir
    private Path folder;

    private final CaseInfo info = CaseIndex.load().cases().get(0);

    @Test
    void onlyAFailedCaseLeavesAFile() {
        Captures captures = new Captures(folder, new RunListener() {});
        run(captures, Verdict.PASS);
        assertThat(folder).isEmptyDirectory();

        run(captures, Verdict.FAIL);
        assertThat(folder.resolve(Captures.fileName(info.id()))).isNotEmptyFile();
        assertThat(captures.written()).isEqualTo(1);
        assertThat(captures.failure()).isEmpty();
    }

    @Test
    void aFolderThatIsGoneDoesNotEndTheRun() throws Exception {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        Captures captures = new Captures(gone, new RunListener() {});
        Files.delete(gone);

        run(captures, Verdict.FAIL);
        assertThat(captures.failure()).isPresent();
    }

    @Test
    void namesOfFilesAreSafeWhateverTheCaseIsCalled() {
        assertThat(Captures.fileName("QUEUE-08/passive")).isEqualTo("QUEUE-08-passive.pcapng");
        assertThat(Captures.fileName("../../etc/\u0000" + "x".repeat(300)))
                .doesNotContain("/")
                .hasSize(127);
    }

    private void run(Captures captures, Verdict verdict) {
        WireLog wire = new WireLog();
        wire.tap("p").record(WireLog.Direction.SENT, new byte[] {'A'}, 0, 1);
        captures.attempted(info, wire);
        captures.finished(
                info,
                CaseResult.builder(info.id(), info.firstRule()).verdict(verdict).build());
    }
}
