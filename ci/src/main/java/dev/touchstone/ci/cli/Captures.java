package dev.touchstone.ci.cli;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.suite.run.CaseInfo;
import dev.touchstone.suite.run.RunListener;
import dev.touchstone.suite.transcript.Capture;
import dev.touchstone.suite.transcript.WireLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Writes the wire of each failed case into a file of its own, and passes everything on to another listener. For many threads. */
final class Captures implements RunListener {
    private static final int LONGEST_NAME = 120;

    private final Path folder;
    private final RunListener next;
    private final Map<String, WireLog> last = new ConcurrentHashMap<>();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicReference<IOException> failure = new AtomicReference<>();

    Captures(Path folder, RunListener next) {
        this.folder = folder;
        this.next = next;
    }

    @Override
    public void planned(List<CaseInfo> cases) {
        next.planned(cases);
    }

    @Override
    public void started(CaseInfo info) {
        next.started(info);
    }

    @Override
    public void attempted(CaseInfo info, WireLog wire) {
        last.put(info.id(), wire);
        next.attempted(info, wire);
    }

    @Override
    public void finished(CaseInfo info, CaseResult result) {
        WireLog wire = last.remove(info.id());
        if (wire != null && result.verdict().isBad()) {
            write(result, wire);
        }
        next.finished(info, result);
    }

    /** A disk that is full must not end the run; {@link #failure} tells about it afterwards. */
    private void write(CaseResult result, WireLog wire) {
        String comment = result.id() + ": " + result.verdict().label()
                + (result.actual().isEmpty() ? "" : ", came " + result.actual());
        try {
            Files.write(folder.resolve(fileName(result.id())), Capture.pcapng(wire, comment));
            written.incrementAndGet();
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        }
    }

    static String fileName(String caseId) {
        String safe = caseId.replaceAll("[^A-Za-z0-9._-]+", "-");
        return (safe.length() <= LONGEST_NAME ? safe : safe.substring(0, LONGEST_NAME)) + ".pcapng";
    }

    int written() {
        return written.get();
    }

    Optional<IOException> failure() {
        return Optional.ofNullable(failure.get());
    }
}
