package dev.touchstone.broker.connection;

import java.net.InetSocketAddress;

/**
 * The two ends of a socket.
 *
 * @param secure whether TLS is between them
 */
public record Peer(InetSocketAddress remote, InetSocketAddress local, boolean secure) {
    /** Whether the client is on this machine (AUTH-10). */
    public boolean isLoopback() {
        return remote.getAddress() != null && remote.getAddress().isLoopbackAddress();
    }

    /** The name that listings and logs use: {@code host:port -> host:port}. */
    public String name() {
        return text(remote) + " -> " + text(local);
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return host + ":" + address.getPort();
    }
}
