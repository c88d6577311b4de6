package dev.touchstone.suite.lab;

import dev.touchstone.suite.target.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Whether the broker takes new TCP connections.
 *
 * <p>Awaited, not asked once: the socket of RabbitMQ's listener is closed a moment after the command that suspends it was answered,
 * so that one connection in some hundred is still accepted, more on a busy machine.
 */
public final class Listening {
    private Listening() {}

    /** Waits until the broker refuses new TCP connections; a finding if it goes on accepting them. */
    public static void awaitRefusal(Lab lab) {
        lab.await("a refused TCP connection", () -> refuses(lab));
    }

    /** Waits until the broker accepts new TCP connections; a finding if it goes on refusing them. */
    public static void awaitAcceptance(Lab lab) {
        lab.await("an accepted TCP connection", () -> !refuses(lab));
    }

    private static boolean refuses(Lab lab) throws IOException {
        Endpoint endpoint = lab.endpoint();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), 5000);
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }
}
