package dev.touchstone.ci.cli;

import dev.touchstone.reports.console.Style;
import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.suite.run.CaseInfo;
import dev.touchstone.suite.run.RunListener;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows how far a run is: on a terminal one line that is written over, elsewhere a line every five seconds; with {@code -v} a line
 * for each case.
 */
final class Progress implements RunListener, AutoCloseable {
    /** How much is shown. */
    enum Detail {
        QUIET,
        NORMAL,
        VERBOSE
    }

    private final PrintWriter out;
    private final Terminal terminal;
    private final Detail detail;
    private final Map<CaseInfo, Long> pending = new ConcurrentHashMap<>();
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private int planned;
    private int done;

    Progress(PrintWriter out, Terminal terminal, Detail detail) {
        this.out = out;
        this.terminal = terminal;
        this.detail = detail;
    }

    @Override
    public void planned(List<CaseInfo> cases) {
        planned = cases.size();
        if (detail == Detail.QUIET) {
            return;
        }
        long period = terminal.interactive() ? 200 : 5_000;
        clock.scheduleAtFixedRate(this::show, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void started(CaseInfo info) {
        pending.put(info, System.nanoTime());
    }

    @Override
    public synchronized void finished(CaseInfo info, CaseResult result) {
        pending.remove(info);
        done++;
        counts.merge(result.verdict(), 1, Integer::sum);
        if (detail == Detail.VERBOSE) {
            Style style = terminal.style();
            clearLine();
            out.printf(
                    Locale.ROOT,
                    "%s %6d ms  %s%n",
                    style.paint(result.verdict(), String.format("%-15s", result.verdict())),
                    result.millis(),
                    result.id());
            out.flush();
        }
    }

    private synchronized void show() {
        String line = line();
        if (terminal.interactive()) {
            clearLine();
            out.print(terminal.style().fit(line));
        } else {
            out.println(line);
        }
        out.flush();
    }

    private String line() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%4d of %d cases", done, planned));
        counts.forEach((verdict, count) -> text.append(", ")
                .append(count)
                .append(' ')
                .append(verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        List<Map.Entry<CaseInfo, Long>> slowest = pending.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .limit(2)
                .toList();
        if (!slowest.isEmpty()) {
            text.append(" | waiting for");
            long now = System.nanoTime();
            slowest.forEach(entry -> text.append(String.format(
                    Locale.ROOT, " %s (%.0f s)", entry.getKey().firstRule(), (now - entry.getValue()) / 1e9)));
        }
        return text.toString();
    }

    private void clearLine() {
        if (terminal.interactive() && detail != Detail.QUIET) {
            out.print("\r\033[K");
        }
    }

    /** Shows nothing more, so that a report can follow. Idempotent. */
    void finish() {
        clock.shutdownNow();
        clearLine();
        out.flush();
    }

    @Override
    public void close() {
        finish();
    }
}
