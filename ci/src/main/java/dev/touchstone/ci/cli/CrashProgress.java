package dev.touchstone.ci.cli;

import dev.touchstone.chaos.crash.CrashListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Shows how far a crash run is: on a terminal one line that is written over, elsewhere a line at most every five seconds. */
final class CrashProgress implements CrashListener {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter out;
    private final Terminal terminal;
    private final int cycles;
    private final boolean quiet;
    private final long startedNanos = System.nanoTime();
    private long shownNanos = startedNanos;

    CrashProgress(PrintWriter out, Terminal terminal, int cycles, boolean quiet) {
        this.out = out;
        this.terminal = terminal;
        this.cycles = cycles;
        this.quiet = quiet;
    }

    @Override
    public synchronized void onCycle(int cycle, long lifeMillis, long restartMillis, int events) {
        long now = System.nanoTime();
        if (quiet || (!terminal.interactive() && now - shownNanos < QUIET_NANOS)) {
            return;
        }
        shownNanos = now;
        String line = String.format(
                Locale.ROOT,
                "%4d of %d kills after %.0f s, %d events | killed after %d ms, back after %d ms",
                cycle,
                cycles,
                (now - startedNanos) / 1e9,
                events,
                lifeMillis,
                restartMillis);
        if (terminal.interactive()) {
            clearLine();
            out.print(terminal.style().fit(line));
        } else {
            out.println(line);
        }
        out.flush();
    }

    @Override
    public synchronized void onNote(String text) {
        if (!quiet) {
            clearLine();
            out.println(text);
            out.flush();
        }
    }

    synchronized void finish() {
        clearLine();
        out.flush();
    }

    private void clearLine() {
        if (terminal.interactive() && !quiet) {
            out.print("\r\033[K");
        }
    }
}
