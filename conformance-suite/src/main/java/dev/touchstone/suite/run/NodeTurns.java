package dev.touchstone.suite.run;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets cases with nodes of their own begin, a few at a time, and of those that wait the most urgent one. JUnit's own order is that of
 * work stealing, by which the longest case may come last, when nothing is left that could go beside it.
 */
final class NodeTurns {
    /**
     * First those that say that they take long. Then those with a configuration: their nodes are started ahead and serve nobody else.
     */
    static final Comparator<CaseInfo> URGENCY = Comparator.comparing((CaseInfo info) -> !info.takesLong())
            .thenComparing(info -> info.nodeWide().orElseThrow().isEmpty())
            .thenComparing(CaseInfo::id);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final TreeSet<CaseInfo> waiting = new TreeSet<>(URGENCY);
    private int free;

    /**
     * @param atATime how many cases are under way at most
     */
    NodeTurns(int atATime) {
        free = atATime;
    }

    /** Returns when the case may begin. */
    void begin(CaseInfo info) {
        lock.lock();
        try {
            waiting.add(info);
            while (free == 0 || !waiting.first().equals(info)) {
                moved.awaitUninterruptibly();
            }
            waiting.remove(info);
            free--;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Says that a case has ended. */
    void end() {
        allow(1);
    }

    /** Lets that many more be under way. */
    void allow(int more) {
        lock.lock();
        try {
            free += more;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
