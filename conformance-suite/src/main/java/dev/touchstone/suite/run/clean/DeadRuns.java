package dev.touchstone.suite.run.clean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The journals in a folder, and whether the runs that wrote them still live. */
final class DeadRuns {
    /**
     * One journal.
     *
     * @param place host and port of its target
     * @param alive the process that wrote it is still there
     */
    record Found(Path file, String place, RunPrefix prefix, boolean alive, List<JournalEntry> entries) {}

    private DeadRuns() {}

    /** All journals for a target; files that are none are left alone. */
    static List<Found> at(Path stateFolder, String place) {
        List<Found> found = new ArrayList<>();
        if (!Files.isDirectory(stateFolder)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(stateFolder, "*" + RunJournal.SUFFIX)) {
            for (Path file : files) {
                read(file).filter(journal -> journal.place().equals(place)).ifPresent(found::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the journals in " + stateFolder + " cannot be read", e);
        }
        return found;
    }

    private static Optional<Found> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.size() < 4 || !lines.get(0).equals(RunJournal.FIRST_LINE)) {
            return Optional.empty();
        }
        try {
            String place = JournalEntry.decode(lines.get(1).substring("target ".length()));
            RunPrefix prefix = new RunPrefix(lines.get(2).substring("prefix ".length()));
            String[] process = lines.get(3).split(" ");
            boolean alive = lives(Long.parseLong(process[1]), Long.parseLong(process[2]));
            List<JournalEntry> entries = new ArrayList<>();
            lines.stream().skip(4).forEach(line -> JournalEntry.read(line).ifPresent(entries::add));
            return Optional.of(new Found(file, place, prefix, alive, entries));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Process ids are used again, so the time of its start has to match too. */
    private static boolean lives(long pid, long startedMillis) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info()
                        .startInstant()
                        .map(Instant::toEpochMilli)
                        .map(start -> start == startedMillis)
                        .orElse(true))
                .orElse(false);
    }
}
