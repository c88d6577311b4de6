package dev.touchstone.suite.target.rabbitmq;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Five ports that were free a moment ago. They are below those that systems hand out by themselves (32768 and up on Linux): a node that is down for a
 * moment must find its ports free again, and the many connections of a run take any of the others.
 *
 * @param amqp plain AMQP
 * @param tls AMQP over TLS
 * @param management HTTP API
 * @param distribution between Erlang nodes
 * @param epmd the private port mapper
 */
record Ports(int amqp, int tls, int management, int distribution, int epmd) {
    private static final int LOWEST = 16_000;
    private static final int BEYOND = 32_000;
    private static final int ATTEMPTS = 200;

    static Ports free() throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                open.add(listen());
            }
            return new Ports(
                    open.get(0).getLocalPort(),
                    open.get(1).getLocalPort(),
                    open.get(2).getLocalPort(),
                    open.get(3).getLocalPort(),
                    open.get(4).getLocalPort());
        } finally {
            for (ServerSocket socket : open) {
                socket.close();
            }
        }
    }

    private static ServerSocket listen() throws IOException {
        IOException last = new IOException("no attempt was made");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return new ServerSocket(ThreadLocalRandom.current().nextInt(LOWEST, BEYOND));
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }
}
