package dev.touchstone.suite.target.rabbitmq;

import dev.touchstone.suite.target.LastingPorts;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Five ports that were free a moment ago, and that the node finds free again after it was down.
 *
 * @param amqp plain AMQP
 * @param tls AMQP over TLS
 * @param management HTTP API
 * @param distribution between Erlang nodes
 * @param epmd the private port mapper
 */
record Ports(int amqp, int tls, int management, int distribution, int epmd) {
    static Ports free() throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                open.add(LastingPorts.reserve());
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
}
