package dev.touchstone.chaos.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A proxy on a free port of the loopback address, in front of one broker. Without tampering it is transparent: the same octets in the
 * same order both ways, half-closes and resets included. Plain TCP only.
 *
 * <pre>
 * client --> [ frames --> tampering --> octets ] --> broker
 *        &lt;-- [ octets &lt;-- tampering &lt;-- frames ] &lt;--
 * </pre>
 */
public final class FrameProxy implements AutoCloseable {
    private final InetSocketAddress broker;
    private final Supplier<Tampering> tampering;
    private final ServerSocket listener;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

    private FrameProxy(InetSocketAddress broker, Supplier<Tampering> tampering) throws IOException {
        this.broker = broker;
        this.tampering = tampering;
        listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    }

    /**
     * Starts to listen.
     *
     * @param tampering makes one for each connection
     */
    public static FrameProxy start(InetSocketAddress broker, Supplier<Tampering> tampering) {
        try {
            FrameProxy proxy = new FrameProxy(broker, tampering);
            daemon("frame-proxy-" + proxy.port(), proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on the loopback address", e);
        }
    }

    /** The address to connect to, always loopback. */
    public String host() {
        return listener.getInetAddress().getHostAddress();
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            Socket client;
            try {
                client = listener.accept();
            } catch (IOException e) {
                return;
            }
            open(client);
        }
    }

    private void open(Socket client) {
        Socket upstream = new Socket();
        ProxiedConnection connection = new ProxiedConnection(client, upstream, tampering.get(), connections::remove);
        connections.add(connection);
        daemon("frame-proxy-to-broker", () -> {
            try {
                upstream.connect(broker);
            } catch (IOException e) {
                connection.reset();
                return;
            }
            daemon("frame-proxy-to-client", () -> connection.pump(Direction.TO_CLIENT));
            connection.pump(Direction.TO_BROKER);
        });
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops listening and drops every connection. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            connections.forEach(ProxiedConnection::reset);
        }
    }
}
