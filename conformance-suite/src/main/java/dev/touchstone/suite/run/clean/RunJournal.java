package dev.touchstone.suite.run.clean;

import dev.touchstone.suite.lab.Journal;
import dev.touchstone.suite.target.Endpoint;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * The journal of one run, a file of lines. Each line reaches the operating system before the thing that it names is made, so it
 * survives SIGKILL. An orderly end deletes the file; if something could not be removed, it stays for {@link Cleaner}. It holds no
 * credentials.
 */
public final class RunJournal implements Journal, AutoCloseable {
    static final String FIRST_LINE = "touchstone journal 1";
    static final String SUFFIX = ".journal";

    private final Path file;
    private final Writer out;
    private boolean kept;

    private RunJournal(Path file, Writer out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Begins the journal of this process's run.
     *
     * @param stateFolder made where it is missing
     * @throws IOException if it cannot be written
     */
    public static RunJournal begin(Path stateFolder, Endpoint target, RunPrefix prefix) throws IOException {
        Files.createDirectories(stateFolder);
        Path file = stateFolder.resolve(prefix.text() + "run" + SUFFIX);
        Writer out = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        RunJournal journal = new RunJournal(file, out);
        journal.write(FIRST_LINE);
        journal.write("target " + JournalEntry.encode(place(target)));
        journal.write("prefix " + prefix);
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        journal.write("process " + self.pid() + " " + started);
        return journal;
    }

    /** Host and port: what tells targets apart. */
    static String place(Endpoint endpoint) {
        return endpoint.host() + ":" + endpoint.port();
    }

    private synchronized void write(String line) throws IOException {
        out.write(line + "\n");
        out.flush();
    }

    @Override
    public void willMake(Kind kind, String virtualHost, String name) {
        try {
            write(new JournalEntry(kind, virtualHost, name).line());
        } catch (IOException e) {
            // A full disk must not stop a run; what it makes can still be found by its prefix.
            keep();
        }
    }

    @Override
    public synchronized void keep() {
        kept = true;
    }

    /** Ends the journal: all that it names is gone again, unless {@link #keep} was called. */
    @Override
    public synchronized void close() throws IOException {
        out.close();
        if (!kept) {
            Files.deleteIfExists(file);
        }
    }
}
