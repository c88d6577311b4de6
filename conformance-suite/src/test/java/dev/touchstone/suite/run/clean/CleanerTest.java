package dev.touchstone.suite.run.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.suite.lab.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanerTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    private Path state;

    private final RunPrefix old = RunPrefix.fresh(NOW.minusSeconds(7200), 1);
    private final RunPrefix young = RunPrefix.fresh(NOW.minusSeconds(60), 2);
    private final FakeBroker broker = new FakeBroker(true);
    private Cleaner cleaner;

    @BeforeEach
    void cleaner() {
        cleaner = new Cleaner(state, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void whatHasTheShapeOfAnOldRunGoesAndNothingElse() {
        broker.users.addAll(List.of(old + "3-user1", "touchstone", "touchstone-abc-user", "touchstone-user1"));
        broker.virtualHosts.addAll(List.of(old + "vhost", "production", "x" + old + "vhost", old.text()));
        Cleaner.Report report = cleaner.clean(broker, false);
        assertThat(broker.users).containsExactly("guest", "touchstone", "touchstone-abc-user", "touchstone-user1");
        assertThat(broker.virtualHosts).containsExactlyInAnyOrder("/", "production", "x" + old + "vhost", old.text());
        assertThat(report.removed())
                .containsExactlyInAnyOrder("virtual host " + old + "vhost", "user " + old + "3-user1");
        assertThat(report.left()).isEmpty();
    }

    @Test
    void whatIsYoungMayBelongToARunElsewhereUnlessTheUserKnowsBetter() {
        broker.virtualHosts.add(young + "vhost");
        assertThat(cleaner.clean(broker, false).left())
                .singleElement()
                .asString()
                .contains(young + "vhost", "another");
        assertThat(broker.virtualHosts).contains(young + "vhost");
        assertThat(cleaner.clean(broker, true).removed()).hasSize(1);
        assertThat(broker.virtualHosts).containsExactly("/");
    }

    @Test
    void whatTheJournalOfADeadRunNamesGoesAtOnceAndTheJournalWithIt() throws IOException {
        deadJournal(young, "vhost  " + young + "vhost", "user  " + young + "1-user1", "user  root", "na");
        broker.virtualHosts.add(young + "vhost");
        broker.users.addAll(List.of(young + "1-user1", "root"));
        assertThat(cleaner.clean(broker, false).removed()).hasSize(2);
        assertThat(broker.users).containsExactly("guest", "root");
        assertThat(journals()).isZero();
    }

    @Test
    void aRunThatLivesIsLeftAlone() throws IOException {
        try (RunJournal journal = RunJournal.begin(state, broker.endpoint(), old)) {
            journal.willMake(Journal.Kind.VHOST, "", old + "vhost");
            broker.virtualHosts.add(old + "vhost");
            assertThat(cleaner.clean(broker, true).left())
                    .singleElement()
                    .asString()
                    .contains("its run lives");
            assertThat(broker.virtualHosts).contains(old + "vhost");
            assertThat(journals()).isOne();
        }
        assertThat(journals()).isZero();
    }

    @Test
    void withoutAdministrationItIsSaidWhatIsLeft() throws IOException {
        FakeBroker closed = new FakeBroker(false);
        deadJournal(young, "user  " + young + "1-user1");
        assertThat(cleaner.clean(closed, false).left())
                .singleElement()
                .asString()
                .contains(young + "1-user1", "administrator");
        assertThat(journals()).isOne();
    }

    @Test
    void theJournalOfAnotherTargetIsNotOurs() throws IOException {
        Files.write(
                state.resolve("a.journal"),
                List.of(RunJournal.FIRST_LINE, "target other%3A5672", "prefix " + old, "process 1 1"));
        Files.writeString(state.resolve("b.journal"), "no journal at all");
        assertThat(cleaner.clean(broker, false)).isEqualTo(new Cleaner.Report(List.of(), List.of()));
        assertThat(journals()).isEqualTo(2);
    }

    @Test
    void aJournalHoldsNoCredentialsAndStaysIfSomethingIsLeft() throws IOException {
        RunJournal journal = RunJournal.begin(state, broker.endpoint(), old);
        journal.willMake(Journal.Kind.NAME, "a b", old + "1-q ü");
        journal.keep();
        journal.close();
        String text;
        try (Stream<Path> files = Files.list(state)) {
            text = Files.readString(files.findFirst().orElseThrow());
        }
        assertThat(text).contains("target 127.0.0.1%3A1", "prefix " + old).doesNotContain("geheim", "guest");
        assertThat(JournalEntry.read(text.lines().reduce((a, b) -> b).orElseThrow()))
                .contains(new JournalEntry(Journal.Kind.NAME, "a b", old + "1-q ü"));
    }

    @Test
    void aPrefixSaysWhenItsRunBegan() {
        assertThat(RunPrefix.of(old + "x").orElseThrow().began()).isEqualTo(NOW.minusSeconds(7200));
        assertThat(RunPrefix.of(old.text())).isEmpty();
        assertThat(RunPrefix.of("touchstone-0123456789AB-x")).isEmpty();
    }

    /** As a killed process leaves it: its id is used by this one now, which began at another time. */
    private void deadJournal(RunPrefix prefix, String... entries) throws IOException {
        List<String> lines = new java.util.ArrayList<>(List.of(
                RunJournal.FIRST_LINE,
                "target 127.0.0.1%3A1",
                "prefix " + prefix,
                "process " + ProcessHandle.current().pid() + " 1"));
        lines.addAll(List.of(entries));
        Files.write(state.resolve(prefix + "run.journal"), lines);
    }

    private long journals() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.count();
        }
    }
}
