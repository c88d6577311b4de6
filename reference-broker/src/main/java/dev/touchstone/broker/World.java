package dev.touchstone.broker;

import dev.touchstone.broker.disk.DiskThread;
import dev.touchstone.broker.net.Loops;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What comes in from outside: loops, the broker's clock, entropy. */
final class World {
    private static final int NAME_OCTETS = 16;
    private static final Base64.Encoder NAMES = Base64.getUrlEncoder().withoutPadding();

    private final FutureTask<Loops> loops;
    private final BrokerClock clock;
    private final SecureRandom random;
    private final DiskThread disk;

    /**
     * Starts the loops on a thread of their own, before anything else: the loading of Netty is the longest part of a cold start, and the rest of it need
     * not wait.
     */
    World(BrokerConfig config) {
        loops = new FutureTask<>(() -> new Loops(config.loops(), config.nativeTransport()));
        beside("touchstone-start", loops);
        clock = new BrokerClock();
        random = new SecureRandom();
        disk = new DiskThread();
    }

    /** Loads what the first connection will need while its user prepares a client. */
    void play(Rehearsal rehearsal) {
        beside("touchstone-rehearsal", () -> rehearsal.play(loops().allocator()));
    }

    private static void beside(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    Loops loops() {
        try {
            return loops.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the loops start", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the loops do not start: " + e.getCause(), e.getCause());
        }
    }

    /** The thread that waits for the disk; it begins when it is needed. */
    DiskThread disk() {
        return disk;
    }

    /** Ends its threads. */
    void close() {
        loops().close();
        disk.close();
    }

    BrokerClock clock() {
        return clock;
    }

    /** 22 URL-safe characters that nobody can guess. */
    String uniqueName() {
        byte[] octets = new byte[NAME_OCTETS];
        random.nextBytes(octets);
        return NAMES.encodeToString(octets);
    }

    /** 64 random bits. */
    long entropy() {
        return random.nextLong();
    }

    int salt() {
        return random.nextInt();
    }
}
