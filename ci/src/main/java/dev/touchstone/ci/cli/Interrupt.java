package dev.touchstone.ci.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C: asks the work to stop, then holds the JVM until the work has cleared up and written its partial report, at most twenty
 * seconds.
 */
final class Interrupt implements AutoCloseable {
    private static final int MOST_SECONDS = 20;

    private final AtomicBoolean happened = new AtomicBoolean();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    Interrupt(Runnable stop) {
        hook = new Thread(
                () -> {
                    happened.set(true);
                    stop.run();
                    await();
                },
                "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean happened() {
        return happened.get();
    }

    private void await() {
        try {
            if (!finished.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("touchstone: gave up clearing up; run 'touchstone clean TARGET'");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        if (!happened.get()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
