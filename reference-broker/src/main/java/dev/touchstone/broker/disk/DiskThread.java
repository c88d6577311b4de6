package dev.touchstone.broker.disk;

import dev.touchstone.broker.ledger.LogWorker;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One daemon thread for all that waits for the disk; it begins with the first work. */
public final class DiskThread implements LogWorker, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DiskThread.class);
    private static final long STOP_SECONDS = 10;

    private final ExecutorService thread =
            new ThreadPoolExecutor(0, 1, STOP_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread made = new Thread(work, "touchstone-disk");
                made.setDaemon(true);
                return made;
            });

    /** A worker without a thread yet. */
    public DiskThread() {}

    @Override
    public void submit(Runnable work) {
        thread.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOGGER.error("work for the disk ended by a fault of ours", e);
            }
        });
    }

    @Override
    public void await() {
        CountDownLatch done = new CountDownLatch(1);
        submit(done::countDown);
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread after what was submitted. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.warn("the disk still works; not waiting for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
