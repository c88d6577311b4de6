package dev.touchstone.broker.connection;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of a socket.
 *
 * @param tls what TLS between them agreed on, null for plain TCP
 */
public record Peer(
        InetSocketAddress remote,
        InetSocketAddress local,
        @Nullable Secured tls) {
    /**
     * What a TLS handshake came to.
     *
     * @param protocol such as {@code TLSv1.3}
     * @param cipher the name of the suite
     * @param certificate what the client showed, checked against the authorities that the listener trusts; null if it showed none
     */
    public record Secured(
            String protocol, String cipher, @Nullable X509Certificate certificate) {}

    /** Whether TLS is between them. */
    public boolean secure() {
        return tls != null;
    }

    /** The client's certificate, or null. */
    public @Nullable X509Certificate certificate() {
        return tls == null ? null : tls.certificate();
    }

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
