package dev.touchstone.suite.target;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for nodes that go down and come back. They are below those that systems give to connections by themselves (32768 and up on Linux), so that none
 * of the many connections of a run takes one while its node is down.
 */
public final class LastingPorts {
    private static final int LOWEST = 16_000;
    private static final int BEYOND = 32_000;
    private static final int ATTEMPTS = 200;

    private LastingPorts() {}

    /**
     * Listens at such a port, which is free again once the socket is closed.
     *
     * @throws IOException if no free port was found
     */
    public static ServerSocket reserve() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return new ServerSocket(ThreadLocalRandom.current().nextInt(LOWEST, BEYOND));
            } catch (BindException e) {
                // Somebody listens there: another one.
            }
        }
        throw new IOException("no port from " + LOWEST + " to " + (BEYOND - 1) + " is free");
    }
}
